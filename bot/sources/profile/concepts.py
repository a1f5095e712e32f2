"""Under which names of the US-GAAP taxonomy companies file a figure, the usual name first."""

from __future__ import annotations

REVENUE = (
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "Revenues",
    "RevenueFromContractWithCustomerIncludingAssessedTax",
    "SalesRevenueNet",
)
NET_INCOME = ("NetIncomeLoss", "ProfitLoss", "NetIncomeLossAvailableToCommonStockholdersBasic")
EPS = ("EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted", "EarningsPerShareBasic")
EBIT = ("OperatingIncomeLoss",)
INTEREST = ("InterestExpense", "InterestExpenseNonoperating", "InterestExpenseDebt", "InterestAndDebtExpense")
DEPRECIATION = (
    "DepreciationDepletionAndAmortization",
    "DepreciationAmortizationAndAccretionNet",
    "DepreciationAndAmortization",
    "Depreciation",
)
GROSS_PROFIT = ("GrossProfit",)
COSTS = ("CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold")
OVERHEAD = ("SellingGeneralAndAdministrativeExpense", "GeneralAndAdministrativeExpense")
OPERATING_CASH = (
    "NetCashProvidedByUsedInOperatingActivities",
    "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
)
CAPEX = (
    "PaymentsToAcquirePropertyPlantAndEquipment",
    "PaymentsToAcquireProductiveAssets",
    "PaymentsToAcquireOtherPropertyPlantAndEquipment",
)
ASSETS = ("Assets",)
CURRENT_ASSETS = ("AssetsCurrent",)
LIABILITIES = ("Liabilities",)
CURRENT_LIABILITIES = ("LiabilitiesCurrent",)
EQUITY = ("StockholdersEquity", "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest")
RETAINED = ("RetainedEarningsAccumulatedDeficit",)
RECEIVABLES = ("AccountsReceivableNetCurrent", "ReceivablesNetCurrent")
PLANT = ("PropertyPlantAndEquipmentNet",)
CASH = ("CashAndCashEquivalentsAtCarryingValue", "Cash")
CASH_AND_SHORT = ("CashCashEquivalentsAndShortTermInvestments",)
SHORT_INVESTMENTS = (
    "ShortTermInvestments",
    "MarketableSecuritiesCurrent",
    "AvailableForSaleSecuritiesDebtSecuritiesCurrent",
)
LONG_DEBT = ("LongTermDebtNoncurrent", "LongTermDebtAndCapitalLeaseObligations", "ConvertibleNotesPayableNoncurrent")
LONG_DEBT_WHOLE = ("LongTermDebt",)  # its current part included
CURRENT_DEBT = ("DebtCurrent", "LongTermDebtCurrent", "LongTermDebtAndCapitalLeaseObligationsCurrent")
SHORT_DEBT = ("ShortTermBorrowings", "ConvertibleNotesPayableCurrent", "NotesPayableCurrent")
SHARES = ("EntityCommonStockSharesOutstanding",)  # on the cover; one fact a class where there are several
WEIGHTED_SHARES = (
    "WeightedAverageNumberOfSharesOutstandingBasic",
    "WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
    "WeightedAverageNumberOfDilutedSharesOutstanding",
)
