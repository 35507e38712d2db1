"""The ledger: who said what across everything saved."""
