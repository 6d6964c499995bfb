# Sightline for production: one image for the web server, the workers, the clock and the migrations.
FROM python:3.11-slim AS environment
COPY requirements/base.txt /tmp/lock.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r /tmp/lock.txt

FROM python:3.11-slim
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sightline \
 && install -d -o sightline -g sightline -m 0700 /data
COPY --from=environment /venv /venv
WORKDIR /srv/sightline
COPY . .
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SIGHTLINE_DATA=/data \
    SIGHTLINE_STATIC=/srv/static
# Static files carry their digest in their names, so they belong to the image and not to a volume.
RUN SECRET_KEY=for-this-step-only python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q .
USER sightline
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config", "python:alignment.config.gunicorn"]
