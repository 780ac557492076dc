scoutsuite_results =
{"account_id": "123", "last_run": {"time": "2026-02-19 19:16:10+0000", "version": "5.10.2"}, "provider_name": "AWS", "services": {"s3": {"findings": {"r1": {"flagged_items": 0, "checked_items": 3, "description": "d"}, "r2": {"flagged_items": 1, "checked_items": 3, "description": "d2"}, "r3": {"flagged_items": 0, "checked_items": 0}}}}}
