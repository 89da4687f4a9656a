"""The peer of profile.bench.ts: the same answers as `shoplens run profile`, as an analyst would write them in pandas.

usage: profile_pandas.py online-retail.csv.gz OUT_FOLDER [--keep]

--keep: what `shoplens ingest` leaves too, so that the next question need not begin with the raw file: customers, items
named as in their newest line, orders and lines, each line checked, as Parquet.

From the raw lines: recency, frequency and spend of every customer, scores in fifths, segments with their sales, the
same 90 days earlier, monthly cohorts, and how well recency, frequency and the scores tell who buys again in 90 days.
"""

import json
import sys

import numpy as np
import pandas as pd

DAYS = 90
GRID = [
    ["dormant", "dormant", "at_risk", "at_risk", "previously_loyal"],
    ["dormant", "dormant", "at_risk", "at_risk", "previously_loyal"],
    ["almost_lost", "almost_lost", "needs_attention", "loyal", "loyal"],
    ["promising", "active", "active", "loyal", "loyal"],
    ["new", "active", "active", "champions", "champions"],
]


def fifths(values):
    return np.ceil(5 * values.rank(method="first") / len(values)).astype(int)


def snapshot(sales, today):
    before = sales[sales["day"] < today]
    rfm = before.groupby("CustomerID").agg(
        first_day=("day", "min"),
        last_day=("day", "max"),
        frequency=("InvoiceNo", "nunique"),
        monetary_cents=("cents", "sum"),
        country=("Country", "last"),
    )
    rfm["recency_days"] = (today - rfm["last_day"]).dt.days
    rfm["r"] = fifths(-rfm["recency_days"])
    rfm["f"] = fifths(rfm["frequency"])
    rfm["m"] = fifths(rfm["monetary_cents"])
    fm = (rfm["f"] + rfm["m"]) // 2
    rfm["segment"] = np.array(GRID)[rfm["r"] - 1, fm - 1]
    return rfm


def area_under_roc(ranking, bought):
    ranks = ranking.rank()
    positives = bought.sum()
    return (ranks[bought].sum() - positives * (positives + 1) / 2) / (positives * (~bought).sum())


def measured(sales, today):
    rfm = snapshot(sales, today)
    window = sales[(sales["day"] >= today) & (sales["day"] < today + pd.Timedelta(days=DAYS))]
    bought = pd.Series(rfm.index.isin(window["CustomerID"].unique()), index=rfm.index)
    rankings = {"recency": -rfm["recency_days"], "frequency": rfm["frequency"], "rfm": rfm["r"] + rfm["f"] + rfm["m"]}
    return {name: area_under_roc(ranking, bought) for name, ranking in rankings.items()}


def keep(lines, folder):
    """Every line is one of an invoice, of a time, a quantity and a price; those that are not are told apart."""
    understood = lines["InvoiceNo"].notna() & lines["StockCode"].notna() & lines["InvoiceDate"].notna()
    understood &= np.isfinite(lines["Quantity"]) & np.isfinite(lines["UnitPrice"])
    refused, lines = lines[~understood], lines[understood]
    described = lines[lines["Description"].notna()].sort_values(["InvoiceDate", "Description"], kind="stable")
    items = lines[["StockCode"]].drop_duplicates()
    names = described.groupby("StockCode")["Description"].last().str.strip()
    items = items.merge(names, how="left", left_on="StockCode", right_index=True)
    orders = lines.groupby("InvoiceNo").agg(
        customer_id=("CustomerID", "min"), ordered_at=("InvoiceDate", "min"), country=("Country", "min")
    )
    orders["cancelled"] = orders.index.str.upper().str.startswith("C")
    tables = {
        "customers": lines[["CustomerID"]].dropna().drop_duplicates(),
        "items": items,
        "orders": orders.reset_index(),
        "order_lines": lines[["InvoiceNo", "StockCode", "Quantity", "UnitPrice", "InvoiceDate"]],
        "refused": refused,
    }
    for name, table in tables.items():
        table.to_parquet(f"{folder}/{name}.parquet", index=False)


def main(path, folder, *options):
    lines = pd.read_csv(path, dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str})
    lines["InvoiceDate"] = pd.to_datetime(lines["InvoiceDate"], format="%Y-%m-%d %H:%M:%S")
    lines["CustomerID"] = lines["CustomerID"].str.removesuffix(".0")
    if "--keep" in options:
        keep(lines, folder)
    valid = lines[
        ~lines["InvoiceNo"].str.startswith("C") & (lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)
    ].copy()
    valid["cents"] = (valid["Quantity"] * valid["UnitPrice"] * 100).round().astype("int64")
    valid["day"] = valid["InvoiceDate"].dt.normalize()
    sales = valid[valid["CustomerID"].notna()]
    today = lines["InvoiceDate"].max().normalize() + pd.Timedelta(days=1)

    rfm = snapshot(sales, today)
    rfm.to_csv(f"{folder}/rfm.csv")
    earlier = snapshot(sales, today - pd.Timedelta(days=DAYS))
    month = sales["day"].dt.year * 12 + sales["day"].dt.month
    first = month.groupby(sales["CustomerID"]).transform("min")
    cohorts = (
        pd.DataFrame({"cohort": first, "since": month - first, "customer": sales["CustomerID"]})
        .groupby(["cohort", "since"])["customer"]
        .nunique()
        .unstack()
    )
    spent = rfm["monetary_cents"].sort_values()
    rank = np.arange(1, len(spent) + 1)
    answer = {
        "customers": len(rfm),
        "555": int((rfm[["r", "f", "m"]] == 5).all(axis=1).sum()),
        "111": int((rfm[["r", "f", "m"]] == 1).all(axis=1).sum()),
        "segments": rfm.groupby("segment")["monetary_cents"].agg(["size", "sum"]).to_dict("index"),
        "segments_before": earlier["segment"].value_counts().to_dict(),
        "gini": 2 * (rank * spent).sum() / (len(spent) * spent.sum()) - (len(spent) + 1) / len(spent),
        "unknown_cents": int(valid["cents"].sum() - sales["cents"].sum()),
        "validation": measured(sales, today - pd.Timedelta(days=2 * DAYS)),
        "test": measured(sales, today - pd.Timedelta(days=DAYS)),
    }
    cohorts.to_csv(f"{folder}/cohorts.csv")
    with open(f"{folder}/answer.json", "w", encoding="utf-8") as file:
        json.dump(answer, file, default=int)
    print(answer["customers"], answer["555"], answer["111"], round(answer["test"]["rfm"], 4))


main(*sys.argv[1:])
