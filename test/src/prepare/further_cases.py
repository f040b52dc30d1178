#!/usr/bin/env python3
"""Twenty prices worked out from the formulas of the trade alone, as a second opinion on src/prepare.

Nothing of the program is used here: the figures of each case go through the textbook formulas with Python's decimal
arithmetic. Run `python3 further_cases.py > further-cases.json` after a change; the test compares the two.
"""
import json
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal as D, getcontext

getcontext().prec = 50
BOX = {"20GP": ("28", "21.5"), "40GP": ("58", "26.5"), "40HQ": ("68", "26.5")}
PLACES = {"JPY": 0, "KRW": 0, "KWD": 3}


def cents(amount, currency="USD"):
    return D(amount).quantize(D(1).scaleb(-PLACES.get(currency, 2)), rounding=ROUND_HALF_UP)


def up(amount, step="1"):
    return (D(amount) / D(step)).to_integral_value(rounding=ROUND_CEILING) * D(step)


def solve(case):
    """Unit price of one product under one rule, before and after rounding, with the figures it rests on."""
    n = D(case["quantity"])
    cartons = up(n / D(case["per_carton"]))
    length, width, height = map(D, case["carton_cm"])
    m3 = cartons * length * width * height / 1000000
    kg = cartons * D(case["gross_kg"])
    out = {"m3": str(m3.quantize(D("0.0001"))), "kg": str(kg)}

    # What one unit costs, and what comes back from the tax office.
    cost = sum(map(D, case["cost"]))
    v, t = D(case["vat"]), D(case["rebate"])
    not_refunded = D(0)
    if case["vat_mode"] == "trading" and case["rule"] != "EXW":
        cost -= cost / (1 + v) * t
    if case["vat_mode"] == "manufacturer":
        not_refunded = v - t
    f = D(case["fx"]) * (1 - D(case["buffer"]))
    net = cost / f

    # Carriage.
    mode = case["mode"]
    boxes, weight = D(1), kg
    if mode == "fcl":
        offers = []
        for kind, price in case["freight"].items():
            room, load = BOX[kind]
            count = max(up(m3 / D(room)), up(kg / (D(load) * 1000)), D(1))
            handling = sum(D(c) for name, c in case["origin"].items() if name in case["per_container"]) / f
            offers.append((count * (D(price) + handling), count, kind, count * D(price)))
        _, boxes, kind, freight = min(offers)
        out["containers"] = f"{boxes}x{kind}"
    elif mode == "lcl":
        weight = max(m3, kg / 1000, D(1))
        freight = max(weight, D(case["freight"]["minimum"])) * D(case["freight"]["wm"])
        out["chargeable"] = str(weight.normalize())
    elif mode == "air":
        weight = up(max(m3 * 1000000 / 6000, kg), "0.5")
        steps = sorted((D(a), D(b)) for a, b in case["freight"]["breaks"])
        reached = max(a for a, _ in steps if weight >= a)
        freight = min(max(weight, a) * b for a, b in steps if a >= reached)
        freight = max(freight, D(case["freight"]["minimum"])) + weight * D(case["freight"]["fuel"])
        out["chargeable"] = str(weight)
    else:
        weight = up(max(m3 * 1000000 / 5000, kg), "0.5")
        step = next((D(p) for limit, p in case["freight"]["steps"] if weight <= D(limit)), None)
        limit, price = case["freight"]["steps"][-1]
        base = step if step is not None else D(price) + (weight - D(limit)) * D(case["freight"]["above"])
        freight = base * (1 + D(case["freight"]["fuel"]))
        out["chargeable"] = str(weight)

    # Lines of the rule.
    rule, origin, dest = case["rule"], case["origin"], case.get("destination", {})
    times = lambda name: boxes if name in case["per_container"] else weight if name in case.get("per_weight", []) else 1
    local = lambda *names: sum((D(origin[x]) * times(x) for x in names), D(0)) / f
    lines = {"EXW": D(0), "FCA": local("loading", "haulage", "export_clearance")}
    lines["FOB"] = lines["FCA"] + local("origin_terminal")
    lines["CFR"] = lines["CIF"] = lines["FOB"] + freight
    inland = D(dest.get("destination_terminal", 0)) * (boxes if mode == "fcl" else 1) + D(dest.get("on_carriage", 0))
    if mode == "courier":
        inland = D(0)
    for name in ("CPT", "CIP", "DAP", "DPU", "DDP"):
        lines[name] = lines["CFR"] + inland
    lines["DPU"] += D(dest.get("unloading", 0))

    # Shares of the price.
    c = D(case.get("commission", 0))
    credit = case.get("credit", {"days": 0, "rate": 0, "insurance": 0, "bank": 0})
    b = D(credit["rate"]) * D(credit["days"]) / 360 + D(credit["bank"])
    if D(credit["days"]) > 0:
        b += D(credit["insurance"])
    clause = {"CIF": "C", "CIP": "A", "DAP": "A", "DPU": "A", "DDP": "A"}.get(rule)
    premium = lambda letter: D("1.10") * D(case["premium"][letter])
    k = premium(clause) if clause else D(0)

    # Profit.
    step = max((s for s in case["tiers"] if n >= D(s[0])), key=lambda s: D(s[0]), default=None)
    further = 1 - D(case.get("discount_percent", 0)) / 100

    def price(amount, shares):
        if case["base"] == "goods":
            goods = net / (1 - D(case["margin"])) * (1 - (D(step[1]) if step else 0)) * further
            return (goods + amount / n) / (1 - shares), 1 - net / goods
        m = D(step[1]) if step else D(case["margin"])
        p = (net + amount / n) / (1 - m - shares) * further
        return p, 1 - shares - (net + amount / n) / p

    exact, margin = price(lines[rule], c + b + not_refunded + k)
    if rule == "DDP":
        customs = case["customs"]
        if customs["value"] == "cif":
            value, _ = price(lines["CIF"], c + b + not_refunded + premium("C"))
        else:
            value, _ = price(lines["FOB"], c + b + not_refunded)
        cv = value * n
        money = case["currency"]
        duty, extra = cents(cv * D(customs["duty"]), money), cents(cv * D(customs["additional"]), money)
        taken = duty + extra
        for rate, least, most in customs["fees"]:
            taken += cents(min(max(cv * D(rate), D(least)), D(most)), money)
        out["duty"], out["additional"] = str(duty), str(extra)
        if customs["vat_included"]:
            taken += cents((cv + duty + extra + inland) * D(customs["vat"]), money)
        exact += (D(dest.get("import_clearance", 0)) + taken) / n / (1 - c - b)

    unit = cents(exact, case["currency"])
    total = cents(unit * n, case["currency"])
    out.update(exact=str(exact.quantize(D("0.000001"), rounding=ROUND_HALF_UP)), unit=str(unit), total=str(total))
    out["margin_percent"] = str((margin * 100).quantize(D("0.0001"), rounding=ROUND_HALF_UP))
    if rule in ("CIF", "CIP"):
        out["insured"] = str(cents(total * D("1.10"), case["currency"]))
    return out


BASE = dict(
    quantity="4800", per_carton="24", carton_cm=["45", "31", "27"], gross_kg="9.5", cost=["20.34", "9.04", "4.52"],
    vat="0.13", rebate="0.13", vat_mode="trading", fx="7.1000", buffer="0.01", currency="USD", margin="0.25",
    base="goods", tiers=[["1000", "0"], ["3000", "0.03"], ["5000", "0.05"], ["10000", "0.06"]], mode="fcl",
    freight={"20GP": "1850", "40HQ": "3250"}, per_container=["loading", "haulage", "origin_terminal"],
    origin={"loading": "300", "haulage": "2100", "export_clearance": "800", "origin_terminal": "1500"},
    destination={"destination_terminal": "270", "on_carriage": "520", "unloading": "180", "import_clearance": "150"},
    premium={"A": "0.0030", "C": "0.0015"}, rule="FOB",
)
LCL = dict(mode="lcl", freight={"wm": "68", "minimum": "1"}, per_container=[], per_weight=["origin_terminal"])
# CPT and CIP to an airport hold nothing beyond it.
AIR = dict(mode="air", destination={}, freight={"breaks": [["0", "6.90"], ["100", "5.40"], ["500", "4.35"]], "minimum": "120", "fuel": "0.60"}, per_container=[])
COURIER = dict(mode="courier", freight={"steps": [["5", "62"], ["20", "135"], ["70", "390"]], "above": "5.20", "fuel": "0.18"}, per_container=[])
DE = {"value": "cif", "duty": "0.067", "additional": "0", "fees": [], "vat": "0.19", "vat_included": False}
US = {"value": "fob", "duty": "0.039", "additional": "0.20", "fees": [["0.003464", "33.58", "651.50"], ["0.00125", "0", "99999999"]], "vat": "0", "vat_included": False}
CREDIT = {"days": 90, "rate": "0.066", "insurance": "0.0045", "bank": "0.0012"}
PER_TIER = [["1000", "0.24"], ["5000", "0.20"], ["20000", "0.155"]]
CASES = {
    "EXW without refund": dict(rule="EXW", quantity="2500"),
    "FCA at 1 000": dict(rule="FCA", quantity="1000"),
    "FOB, refund below VAT": dict(rebate="0.09", quantity="9999"),
    "CFR in two containers": dict(rule="CFR", quantity="60000"),
    "CIF heavy goods, payload decides": dict(rule="CIF", quantity="6000", per_carton="10", carton_cm=["30", "20", "15"], gross_kg="47.5"),
    "CIF by part load": dict(rule="CIF", quantity="1440", **LCL),
    "CFR by part load, heavier than large": dict(rule="CFR", quantity="1200", per_carton="12", carton_cm=["25", "20", "15"], gross_kg="31.4", **LCL),
    "CIP by air, volume decides": dict(rule="CIP", quantity="1008", gross_kg="4.1", **AIR),
    "CPT by air, next weight break is cheaper": dict(rule="CPT", quantity="1000", per_carton="50", carton_cm=["40", "30", "30"], gross_kg="24.1", **AIR),
    "DAP by courier": dict(rule="DAP", quantity="1000", per_carton="500", carton_cm=["38", "28", "22"], gross_kg="7.3", cost=["1.13", "0.45", "0.22"], **COURIER),
    "DAP by courier beyond the last step": dict(rule="DAP", quantity="1000", per_carton="100", carton_cm=["48", "38", "32"], gross_kg="9.85", cost=["2.26", "0.90", "0.41"], **COURIER),
    "CPT inland": dict(rule="CPT", quantity="16800"),
    "DPU inland with commission": dict(rule="DPU", quantity="12000", commission="0.03"),
    "DDP Germany, VAT in the price": dict(rule="DDP", quantity="7200", customs={**DE, "vat_included": True}),
    "DDP Germany with commission and credit": dict(rule="DDP", quantity="11111", commission="0.025", credit=CREDIT, customs=DE),
    "DDP United States": dict(rule="DDP", quantity="24000", customs=US),
    "CIF manufacturer, margin on the price": dict(rule="CIF", vat_mode="manufacturer", vat="0.13", rebate="0.09", cost=["18.10", "7.35", "3.40"], base="price", margin="0.30", tiers=PER_TIER, quantity="6500"),
    "FOB trading, margin on the price, credit": dict(base="price", margin="0.30", tiers=PER_TIER, quantity="21000", credit=CREDIT, rebate="0.10"),
    "CIF in yen": dict(rule="CIF", currency="JPY", fx="0.0470", buffer="0.015", quantity="8000", freight={"20GP": "280000", "40HQ": "490000"}),
    "CIF in dinars, 4 % off": dict(rule="CIF", currency="KWD", fx="23.10", buffer="0", quantity="5000", freight={"20GP": "569", "40HQ": "999"}, discount_percent="4"),
}

if __name__ == "__main__":
    table = []
    for name, change in CASES.items():
        case = {**BASE, **change}
        if case["currency"] in ("JPY", "KWD"):
            case["destination"] = {}
        table.append({"name": name, "input": case, "expected": solve(case)})
    print(json.dumps(table, indent=1, ensure_ascii=False))
