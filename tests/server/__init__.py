"""The portal behind the real gunicorn: restarts under load, slow visitors, requests that no browser sends."""
