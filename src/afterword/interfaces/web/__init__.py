"""The page in the browser: server-rendered, loopback only, whole without JavaScript.

    house = House(path)                     the data home, opened once, fresh before every request (house.py)
    app = make_app(house, ("127.0.0.1:8765",))     routes, guard, static files (app.py)

A page is a module with ROUTES made of `see` (GET) and `act` (POST), see asking.py; `docs/guide/page.md` is for users.
"""
