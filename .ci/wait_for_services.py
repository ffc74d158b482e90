"""Are PostgreSQL and Redis there? Starts them where the machine has them stopped; else says what to do."""

import os
import subprocess
import sys
import time

import environ
import psycopg2
import redis

SECONDS = 30


def ask_postgres() -> None:
    database = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    psycopg2.connect(
        host=database["HOST"],
        port=database["PORT"] or 5432,
        user=database["USER"],
        password=database["PASSWORD"],
        dbname="postgres",
        connect_timeout=3,
    ).close()


def ask_redis() -> None:
    redis.Redis.from_url(os.environ["REDIS_URL"], socket_connect_timeout=3, socket_timeout=3).ping()


def answers(ask) -> bool:
    try:
        ask()
    except (psycopg2.Error, redis.RedisError):
        return False
    return True


def main() -> int:
    services = {
        "PostgreSQL": ("postgresql", "DATABASE_URL", ask_postgres),
        "Redis": ("redis-server", "REDIS_URL", ask_redis),
    }
    for name, (service, variable, ask) in services.items():
        if not answers(ask):
            subprocess.run(["service", service, "start"], check=False, capture_output=True)
        deadline = time.monotonic() + SECONDS
        while not answers(ask):
            if time.monotonic() > deadline:
                print(f"{name} does not answer at {variable}={os.environ[variable]}. Start it, or set {variable}.")
                return 1
            time.sleep(1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
