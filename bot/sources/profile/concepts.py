"""Under which names companies file a figure, US-GAAP's usual name first, then those of IFRS."""

from __future__ import annotations

REVENUE = (
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "Revenues",
    "RevenueFromContractWithCustomerIncludingAssessedTax",
    "SalesRevenueNet",
    "Revenue",
)
NET_INCOME = (
    "NetIncomeLoss",
    "ProfitLoss",
    "NetIncomeLossAvailableToCommonStockholdersBasic",
    "ProfitLossAttributableToOwnersOfParent",
)
EPS = (
    "EarningsPerShareDiluted",
    "EarningsPerShareBasicAndDiluted",
    "EarningsPerShareBasic",
    "DilutedEarningsLossPerShare",
    "BasicEarningsLossPerShare",
)
EBIT = ("OperatingIncomeLoss", "ProfitLossFromOperatingActivities")
INTEREST = (
    "InterestExpense",
    "InterestExpenseNonoperating",
    "InterestExpenseDebt",
    "InterestAndDebtExpense",
    "FinanceCosts",
)
DEPRECIATION = (
    "DepreciationDepletionAndAmortization",
    "DepreciationAmortizationAndAccretionNet",
    "DepreciationAndAmortization",
    "Depreciation",
    "DepreciationAndAmortisationExpense",
    "AdjustmentsForDepreciationAndAmortisationExpense",
)
GROSS_PROFIT = ("GrossProfit",)
COSTS = ("CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold", "CostOfSales")
OVERHEAD = ("SellingGeneralAndAdministrativeExpense", "GeneralAndAdministrativeExpense")
OPERATING_CASH = (
    "NetCashProvidedByUsedInOperatingActivities",
    "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
    "CashFlowsFromUsedInOperatingActivities",
)
CAPEX = (
    "PaymentsToAcquirePropertyPlantAndEquipment",
    "PaymentsToAcquireProductiveAssets",
    "PaymentsToAcquireOtherPropertyPlantAndEquipment",
    "PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities",
)
ASSETS = ("Assets",)
CURRENT_ASSETS = ("AssetsCurrent", "CurrentAssets")
LIABILITIES = ("Liabilities",)
CURRENT_LIABILITIES = ("LiabilitiesCurrent", "CurrentLiabilities")
EQUITY = (
    "StockholdersEquity",
    "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
    "EquityAttributableToOwnersOfParent",
    "Equity",
)
RETAINED = ("RetainedEarningsAccumulatedDeficit", "RetainedEarnings")
RECEIVABLES = (
    "AccountsReceivableNetCurrent",
    "ReceivablesNetCurrent",
    "CurrentTradeReceivables",
    "TradeAndOtherCurrentReceivables",
)
PLANT = ("PropertyPlantAndEquipmentNet", "PropertyPlantAndEquipment")
CASH = ("CashAndCashEquivalentsAtCarryingValue", "CashAndCashEquivalents", "Cash")
CASH_AND_SHORT = ("CashCashEquivalentsAndShortTermInvestments",)
SHORT_INVESTMENTS = (
    "ShortTermInvestments",
    "MarketableSecuritiesCurrent",
    "AvailableForSaleSecuritiesDebtSecuritiesCurrent",
)
LONG_DEBT = (
    "LongTermDebtNoncurrent",
    "LongTermDebtAndCapitalLeaseObligations",
    "ConvertibleNotesPayableNoncurrent",
    "LongtermBorrowings",
)
LONG_DEBT_WHOLE = ("LongTermDebt", "Borrowings")  # its current part included
CURRENT_DEBT = (
    "DebtCurrent",
    "LongTermDebtCurrent",
    "LongTermDebtAndCapitalLeaseObligationsCurrent",
    "CurrentPortionOfLongtermBorrowings",
)
SHORT_DEBT = ("ShortTermBorrowings", "ConvertibleNotesPayableCurrent", "NotesPayableCurrent", "ShorttermBorrowings")
SHARES = ("EntityCommonStockSharesOutstanding",)  # on the cover; one fact a class where there are several
WEIGHTED_SHARES = (
    "WeightedAverageNumberOfSharesOutstandingBasic",
    "WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
    "WeightedAverageNumberOfDilutedSharesOutstanding",
    "WeightedAverageShares",
)
