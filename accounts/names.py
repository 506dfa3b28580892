from journal.text.handles import *  # noqa  (placeholder until the module moves here)
