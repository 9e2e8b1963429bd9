"""One pass through the equations of the one-sector model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.models.fixed_point import Floats
from detente.models.one_sector_baseline import OneSectorBaseline
from detente.models.one_sector_options import OneSectorOptions


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class State:
    """Everything that follows from the log changes of wages, spending, employment and prices.

    Logs: `log_wage`, `log_spending`, `log_employment`, `log_price`. Levels, in the baseline's money:
    `spending`, `imports` (all purchases net of tariff, own sales included), `sales` (what producers
    receive), `labour_income`, `income` (what labour is paid for), `budget` (what may be spent).
    `attraction` is what each exporter's offers have become, `sums` their sum by importer.
    """

    log_wage: Floats
    log_spending: Floats
    log_employment: Floats
    log_price: Floats
    attraction: Floats
    sums: Floats
    spending: Floats
    imports: Floats
    sales: Floats
    labour_income: Floats
    income: Floats
    budget: Floats

    @property
    def revenue(self) -> Floats:
        """Tariff revenue by importer."""
        return self.spending - self.imports


class OneSectorEquations:
    """One pass through the equations, as a map of log changes to log changes.

    Symbols; j exports, i imports; hats of the paper are written as changes:

        w, E, L, P   wage, spending, employment, price of the good: the unknowns, in logs
        c[j]         cost: w^beta P^(1-beta) over ((w/P)^(1-beta) L)^psi
        a[j]         c^-eps, attraction
        A[j,i]       lambda a (1+t)^(-eps phi); S[i] = sum over j
        X[j,i]       A / S E / (1+t), spending net of tariff; M[i] its sum over j, R = E - M revenue
        Z[j]         sum over i of (1-nu[i]) X[j,i], what producers receive
        Y w L        beta Z + nu M: labour in production and in distribution
        E            R + Y w L + (1-beta) Z + T times the growth of the world's income
        P            (E/w)^(1-phi) S^(-1/eps): dear distribution keeps sellers away
        L            (w / P / (1 - R / (Y w L)))^kappa under tax relief, (w / P)^kappa under a rebate

    The wage moves by log(income / labour income) / (1 + eps), the inverse of how strongly income falls
    in it; with a fixed damping of a half the plain iteration diverges from eps of about 8.

    Source: Ignatenko et al. (2025), sections 2 and 5, in changes.
    """

    def __init__(self, base: OneSectorBaseline, tariffs: Floats, options: OneSectorOptions) -> None:
        self.base, self.options, self.economies = base, options, len(base.economies)
        self.beta, self.nu = base.value_added_share, base.distribution_share
        self.eps, self.kappa = options.trade_elasticity, options.labour_supply_elasticity
        self.phi = options.price_pass_through(self.nu)
        self.relief = options.revenue == "income_tax_relief"
        psi = options.scale_elasticity
        self.kept, self.per_income = 1 - self.nu, 1 / float(base.value_added.sum())
        self.cost_of_wage = self.beta - psi * (1 - self.beta)
        self.cost_of_price = (1 - self.beta) * (1 + psi)
        self.cost_of_work = -psi
        self.old_spending, self.old_income, self.transfer = base.expenditure, base.value_added, base.transfer
        self.gross = base.flows / self.old_spending * (1 + tariffs) ** (-self.eps * self.phi)
        self.net = self.gross / (1 + tariffs)
        self.gross_and_net = np.concatenate([self.gross.T, self.net.T])
        self.to_sellers = self.gross_and_net[self.economies :].T
        self.in_prices = self.old_spending / self.old_spending.sum()
        self.in_wages = self.old_income / self.old_income.sum()

    def start(self) -> Floats:
        """No change of anything."""
        return np.zeros(4 * self.economies)

    def evaluate(self, values: Floats) -> State:
        """Everything that the logs imply; prices come out of the pass itself."""
        log_w, log_e, log_l, log_p = values.reshape(4, -1)
        cost = self.cost_of_wage * log_w + self.cost_of_price * log_p + self.cost_of_work * log_l
        attraction = np.exp(-self.eps * cost)
        sums, net = (self.gross_and_net @ attraction).reshape(2, -1)
        spending = self.old_spending * np.exp(log_e)
        per_sum = spending / sums
        imports = per_sum * net
        sales = attraction * (self.to_sellers @ (self.kept * per_sum))
        labour_income = self.old_income * np.exp(log_w + log_l)
        growth = labour_income.sum() * self.per_income
        return State(
            log_wage=log_w,
            log_spending=log_e,
            log_employment=log_l,
            log_price=(1 - self.phi) * (log_e - log_w) - np.log(sums) / self.eps,
            attraction=attraction,
            sums=sums,
            spending=spending,
            imports=imports,
            sales=sales,
            labour_income=labour_income,
            income=self.beta * sales + self.nu * imports,
            budget=spending - imports + labour_income + (1 - self.beta) * sales + growth * self.transfer,
        )

    def relief_share(self, state: State) -> Floats:
        """Tariff revenue as a share of labour income, where it cuts a tax on labour; else zero."""
        share: Floats = self.relief * state.revenue / state.labour_income
        return share

    def __call__(self, values: Floats) -> Floats:
        """One pass; not finite where a level is not positive."""
        state = self.evaluate(values)
        log_w = state.log_wage + np.log(state.income / state.labour_income) / (1 + self.eps)
        log_e = np.log(state.budget / self.old_spending)
        net_wage = state.log_wage - np.log(1 - self.relief_share(state))
        log_l = self.kappa * (net_wage - state.log_price)
        level = self.level(log_w, state.log_price)
        return np.concatenate([log_w - level, log_e - level, log_l, state.log_price])

    def level(self, log_wage: Floats, log_price: Floats) -> float:
        """The log of what the numeraire has become; money is divided by it."""
        if self.options.numeraire == "price_level":
            return float(np.log(self.in_prices @ np.exp(log_price)))
        return float(np.log(self.in_wages @ np.exp(log_wage)))

    def trade(self, state: State) -> Floats:
        """Spending net of tariff by exporter and importer."""
        flows: Floats = self.net * state.attraction[:, None] * (state.spending / state.sums)
        return flows
