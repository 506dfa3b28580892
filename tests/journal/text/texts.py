"""Pieces of Markdown and HTML, and a strategy that puts them together in bad ways."""

from hypothesis import strategies as st

PIECES = (
    "a", "가", "가나다 ", " ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", "  \n", "\\\n", "*", "**", "***", "_", "__", "~", "~~",
    "`", "``", "```", "\n```\n", "\n```py\n", "\n~~~\n", "[", "]", "(", ")", "![", "](", "](/a)", "](https://a.b)",
    "](javascript:x)", '](a "b', "[^1]", "\n[^1]: ", "\n[a]: /b\n", "[a]", "<", ">", "</", "/>", "<a>", "<a href='/x'>",
    "</a>", "<b>", "</b>", "<i class=x>", "</i>", "<p>", "</p>", "<div>", "<div style='x'>", "</div>", "<table>", "<tr>",
    "<td>", "</td>", "</tr>", "</table>", "<ul>", "<li>", "</ul>", "<details>", "<summary>", "</summary>", "</details>",
    "<h1 id=x>", "</h1>", "<br>", "<hr>", "<img src=x onerror=y>", "<script>", "</script>", "<style>", "</style>", "<svg>",
    "</svg>", "<math>", "<textarea>", "<title>", "<plaintext>", "<select>", "<template>", "<iframe>", "<T>", "<pre>",
    "</pre>", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>", "<!x", '<div title="', "<div title='", '"', "'", "&", "&amp;",
    "&lt;", "&#60;", "&#x0;", "\\", "\\*", "$", "$$", "$x^2$", "\n$$\n", "\\frac", "{", "}", "\\left(", "@minji", ":tada:",
    "https://a.b/c", "을", "# ", "\n## ", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n> > ", "\n- [ ] ", "\n- [x] ",
    "\n> [!NOTE] ", "\n> [!QUESTION]\n> ", "\n---\n", "\n===\n", "\n| a | b |\n|---|:-:|\n", "| c |\n", "|",
    "\nhttps://youtu.be/dQw4w9WgXcQ\n", "\n!youtube[dQw4w9WgXcQ]\n", "\0", "\ud800", "\u200d", "\u0301", "\u1112\u1161\u11ab", "🎉",
    "<ruby>", "<rt>", "<kbd>", "<center>", '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ">', "data-haru=",
)  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
