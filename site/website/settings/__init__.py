"""Settings: `base` is true everywhere; `dev`, `test` and `production` say what differs. `env` reads the environment."""
