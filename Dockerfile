# Haru's image: web server and worker under one parent, as an unprivileged user who writes to /data only.
# `docker build -t haru .`; compose.yaml runs it beside PostgreSQL.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    HARU_ENV=production \
    HARU_HOME=/data

RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin haru \
    && install -d -o haru -g haru -m 0700 /data

WORKDIR /srv/haru
COPY requirements.lock requirements-redis.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock -r requirements-redis.lock
COPY manage.py LICENSE ./
COPY config config
COPY accounts accounts
COPY journal journal
COPY static static
COPY templates templates

USER haru
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
