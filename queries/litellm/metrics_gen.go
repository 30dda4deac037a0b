// Code generated from queries/catalogue/litellm.tsv by go generate; DO NOT EDIT.

// Package litellm holds the metrics and labels of litellm.
package litellm

import "github.com/llm-observability/dashgen/queries"

// Exporter marks what belongs to litellm.
type Exporter struct{}

// ExporterName is the key of litellm in the catalogue and in environments.
func (Exporter) ExporterName() string { return "litellm" }

// The metrics.
var (
	// ProxyTotalRequests is litellm_proxy_total_requests_metric_total (counter, requests).
	// Requests made to the proxy; stream only with prometheus_emit_stream_label.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ProxyTotalRequests = queries.NewCounter[Exporter]("litellm_proxy_total_requests_metric_total")

	// ProxyFailedRequests is litellm_proxy_failed_requests_metric_total (counter, requests).
	// Requests the proxy answered with an error.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ProxyFailedRequests = queries.NewCounter[Exporter]("litellm_proxy_failed_requests_metric_total")

	// Requests is litellm_requests_metric_total (counter, requests).
	// LLM calls per key, team and user.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	Requests = queries.NewCounter[Exporter]("litellm_requests_metric_total")

	// LLMAPIFailedRequests is litellm_llm_api_failed_requests_metric_total (counter, requests).
	// Failed LLM calls.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	LLMAPIFailedRequests = queries.NewCounter[Exporter]("litellm_llm_api_failed_requests_metric_total")

	// Spend is litellm_spend_metric_total (counter, US dollars).
	// Money spent on LLM calls.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	Spend = queries.NewCounter[Exporter]("litellm_spend_metric_total")

	// TotalTokens is litellm_total_tokens_metric_total (counter, tokens).
	// Input plus output tokens.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TotalTokens = queries.NewCounter[Exporter]("litellm_total_tokens_metric_total")

	// InputTokens is litellm_input_tokens_metric_total (counter, tokens).
	// Input tokens.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	InputTokens = queries.NewCounter[Exporter]("litellm_input_tokens_metric_total")

	// OutputTokens is litellm_output_tokens_metric_total (counter, tokens).
	// Output tokens.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	OutputTokens = queries.NewCounter[Exporter]("litellm_output_tokens_metric_total")

	// RequestTotalLatency is litellm_request_total_latency_metric (histogram, seconds).
	// Whole request time through the proxy; name has no unit.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RequestTotalLatency = queries.NewHistogram[Exporter]("litellm_request_total_latency_metric")

	// LLMAPILatency is litellm_llm_api_latency_metric (histogram, seconds).
	// Time of the upstream LLM call; name has no unit.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	LLMAPILatency = queries.NewHistogram[Exporter]("litellm_llm_api_latency_metric")

	// LLMAPITimeToFirstToken is litellm_llm_api_time_to_first_token_metric (histogram, seconds).
	// Time to first token of the upstream call, streaming only; name has no unit.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	LLMAPITimeToFirstToken = queries.NewHistogram[Exporter]("litellm_llm_api_time_to_first_token_metric")

	// OverheadLatency is litellm_overhead_latency_metric (histogram, seconds, since 1.59.8).
	// Time added by the proxy; HELP text says milliseconds but the code divides by 1000 and records seconds.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	OverheadLatency = queries.NewHistogram[Exporter]("litellm_overhead_latency_metric")

	// RequestQueueTime is litellm_request_queue_time_seconds (histogram, seconds, since 1.80.15).
	// Time in the proxy queue.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RequestQueueTime = queries.NewHistogram[Exporter]("litellm_request_queue_time_seconds")

	// DeploymentTotalRequests is litellm_deployment_total_requests_total (counter, requests).
	// Calls to a deployment.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentTotalRequests = queries.NewCounter[Exporter]("litellm_deployment_total_requests_total")

	// DeploymentSuccessResponses is litellm_deployment_success_responses_total (counter, responses).
	// Successful calls to a deployment.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentSuccessResponses = queries.NewCounter[Exporter]("litellm_deployment_success_responses_total")

	// DeploymentFailureResponses is litellm_deployment_failure_responses_total (counter, responses).
	// Failed calls to a deployment.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentFailureResponses = queries.NewCounter[Exporter]("litellm_deployment_failure_responses_total")

	// DeploymentLatencyPerOutputToken is litellm_deployment_latency_per_output_token (histogram, seconds).
	// Latency per output token of a deployment; default Python client buckets.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentLatencyPerOutputToken = queries.NewHistogram[Exporter]("litellm_deployment_latency_per_output_token")

	// DeploymentState is litellm_deployment_state (gauge, code of state).
	// 0 healthy, 1 partial outage, 2 full outage.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentState = queries.NewLevelGauge[Exporter]("litellm_deployment_state")

	// DeploymentTPMLimit is litellm_deployment_tpm_limit (gauge, tokens/min).
	// Configured tokens-per-minute limit.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentTPMLimit = queries.NewGauge[Exporter]("litellm_deployment_tpm_limit")

	// DeploymentRPMLimit is litellm_deployment_rpm_limit (gauge, requests/min).
	// Configured requests-per-minute limit.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentRPMLimit = queries.NewGauge[Exporter]("litellm_deployment_rpm_limit")

	// DeploymentCooledDown is litellm_deployment_cooled_down_total (counter, events).
	// Times a deployment was cooled down.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentCooledDown = queries.NewCounter[Exporter]("litellm_deployment_cooled_down_total")

	// DeploymentSuccessfulFallbacks is litellm_deployment_successful_fallbacks_total (counter, requests).
	// Fallbacks that worked.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentSuccessfulFallbacks = queries.NewCounter[Exporter]("litellm_deployment_successful_fallbacks_total")

	// DeploymentFailedFallbacks is litellm_deployment_failed_fallbacks_total (counter, requests).
	// Fallbacks that failed.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	DeploymentFailedFallbacks = queries.NewCounter[Exporter]("litellm_deployment_failed_fallbacks_total")

	// RemainingRequests is litellm_remaining_requests_metric (gauge, requests).
	// x-ratelimit-remaining-requests of the provider; a gauge without suffix.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingRequests = queries.NewGauge[Exporter]("litellm_remaining_requests_metric")

	// RemainingTokens is litellm_remaining_tokens_metric (gauge, tokens).
	// x-ratelimit-remaining-tokens of the provider.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingTokens = queries.NewGauge[Exporter]("litellm_remaining_tokens_metric")

	// RemainingTeamBudget is litellm_remaining_team_budget_metric (gauge, US dollars).
	// Budget left for a team.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingTeamBudget = queries.NewGauge[Exporter]("litellm_remaining_team_budget_metric")

	// TeamMaxBudget is litellm_team_max_budget_metric (gauge, US dollars).
	// Budget of a team.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TeamMaxBudget = queries.NewGauge[Exporter]("litellm_team_max_budget_metric")

	// TeamBudgetRemainingHours is litellm_team_budget_remaining_hours_metric (gauge, hours).
	// Hours until the budget of a team is reset (HELP text says days).
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TeamBudgetRemainingHours = queries.NewGauge[Exporter]("litellm_team_budget_remaining_hours_metric")

	// RemainingAPIKeyBudget is litellm_remaining_api_key_budget_metric (gauge, US dollars).
	// Budget left for a api key.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingAPIKeyBudget = queries.NewGauge[Exporter]("litellm_remaining_api_key_budget_metric")

	// APIKeyMaxBudget is litellm_api_key_max_budget_metric (gauge, US dollars).
	// Budget of a api key.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	APIKeyMaxBudget = queries.NewGauge[Exporter]("litellm_api_key_max_budget_metric")

	// APIKeyBudgetRemainingHours is litellm_api_key_budget_remaining_hours_metric (gauge, hours).
	// Hours until the budget of a api key is reset.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	APIKeyBudgetRemainingHours = queries.NewGauge[Exporter]("litellm_api_key_budget_remaining_hours_metric")

	// RemainingUserBudget is litellm_remaining_user_budget_metric (gauge, US dollars, since 1.81.0).
	// Budget left for a user.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingUserBudget = queries.NewGauge[Exporter]("litellm_remaining_user_budget_metric")

	// UserMaxBudget is litellm_user_max_budget_metric (gauge, US dollars, since 1.81.0).
	// Budget of a user.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	UserMaxBudget = queries.NewGauge[Exporter]("litellm_user_max_budget_metric")

	// UserBudgetRemainingHours is litellm_user_budget_remaining_hours_metric (gauge, hours, since 1.81.0).
	// Hours until the budget of a user is reset.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	UserBudgetRemainingHours = queries.NewGauge[Exporter]("litellm_user_budget_remaining_hours_metric")

	// RemainingOrgBudget is litellm_remaining_org_budget_metric (gauge, US dollars, since 1.83.3).
	// Budget left for a org.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingOrgBudget = queries.NewGauge[Exporter]("litellm_remaining_org_budget_metric")

	// OrgMaxBudget is litellm_org_max_budget_metric (gauge, US dollars, since 1.83.3).
	// Budget of a org.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	OrgMaxBudget = queries.NewGauge[Exporter]("litellm_org_max_budget_metric")

	// OrgBudgetRemainingHours is litellm_org_budget_remaining_hours_metric (gauge, hours, since 1.83.3).
	// Hours until the budget of a org is reset.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	OrgBudgetRemainingHours = queries.NewGauge[Exporter]("litellm_org_budget_remaining_hours_metric")

	// ProviderRemainingBudget is litellm_provider_remaining_budget_metric (gauge, US dollars).
	// Budget left for a provider.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ProviderRemainingBudget = queries.NewGauge[Exporter]("litellm_provider_remaining_budget_metric")

	// RemainingAPIKeyRequestsForModel is litellm_remaining_api_key_requests_for_model (gauge, requests).
	// Requests a key may still make for a model.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingAPIKeyRequestsForModel = queries.NewGauge[Exporter]("litellm_remaining_api_key_requests_for_model")

	// RemainingAPIKeyTokensForModel is litellm_remaining_api_key_tokens_for_model (gauge, tokens).
	// Tokens a key may still use for a model.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	RemainingAPIKeyTokensForModel = queries.NewGauge[Exporter]("litellm_remaining_api_key_tokens_for_model")

	// CacheHits is litellm_cache_hits_metric_total (counter, hits).
	// Proxy cache hits.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CacheHits = queries.NewCounter[Exporter]("litellm_cache_hits_metric_total")

	// CacheMisses is litellm_cache_misses_metric_total (counter, misses).
	// Proxy cache misses.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CacheMisses = queries.NewCounter[Exporter]("litellm_cache_misses_metric_total")

	// CachedTokens is litellm_cached_tokens_metric_total (counter, tokens).
	// Tokens served from the proxy cache.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CachedTokens = queries.NewCounter[Exporter]("litellm_cached_tokens_metric_total")

	// GuardrailLatency is litellm_guardrail_latency_seconds (histogram, seconds, since 1.80.15).
	// Guardrail run time.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	GuardrailLatency = queries.NewHistogram[Exporter]("litellm_guardrail_latency_seconds")

	// GuardrailErrors is litellm_guardrail_errors_total (counter, errors, since 1.80.15).
	// Guardrail errors.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	GuardrailErrors = queries.NewCounter[Exporter]("litellm_guardrail_errors_total")

	// GuardrailRequests is litellm_guardrail_requests_total (counter, requests, since 1.80.15).
	// Guardrail runs.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	GuardrailRequests = queries.NewCounter[Exporter]("litellm_guardrail_requests_total")

	// CallbackLoggingFailures is litellm_callback_logging_failures_metric_total (counter, failures, since 1.79.3).
	// Log deliveries to a callback that failed.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CallbackLoggingFailures = queries.NewCounter[Exporter]("litellm_callback_logging_failures_metric_total")

	// InFlightRequests is litellm_in_flight_requests (gauge, requests, since 1.82.0).
	// HTTP requests in flight on a worker, summed over live workers.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	InFlightRequests = queries.NewGauge[Exporter]("litellm_in_flight_requests")

	// TotalUsers is litellm_total_users (gauge, users, since 1.81.3).
	// Users known to LiteLLM.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TotalUsers = queries.NewGauge[Exporter]("litellm_total_users")

	// TeamsCount is litellm_teams_count (gauge, teams, since 1.81.3).
	// Teams known to LiteLLM.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TeamsCount = queries.NewGauge[Exporter]("litellm_teams_count")

	// TeamTotalUsers is litellm_team_total_users (gauge, users).
	// Users per team.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TeamTotalUsers = queries.NewGauge[Exporter]("litellm_team_total_users")

	// TeamActiveUsers is litellm_team_active_users (gauge, users).
	// Users of a team with a request in the refresh period.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	TeamActiveUsers = queries.NewGauge[Exporter]("litellm_team_active_users")

	// ManagedBatchCreated is litellm_managed_batch_created_total (counter, batches).
	// Managed batches created.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ManagedBatchCreated = queries.NewCounter[Exporter]("litellm_managed_batch_created_total")

	// ManagedBatchDuration is litellm_managed_batch_duration_seconds (histogram, seconds).
	// Length of managed batches.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ManagedBatchDuration = queries.NewHistogram[Exporter]("litellm_managed_batch_duration_seconds")

	// ManagedFileCreated is litellm_managed_file_created_total (counter, files).
	// Managed files created.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ManagedFileCreated = queries.NewCounter[Exporter]("litellm_managed_file_created_total")

	// ManagedFileDeleted is litellm_managed_file_deleted_total (counter, files).
	// Managed file deletions.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ManagedFileDeleted = queries.NewCounter[Exporter]("litellm_managed_file_deleted_total")

	// ManagedFileSizeBytes is litellm_managed_file_size_bytes (gauge, bytes).
	// Size of the last managed file.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	ManagedFileSizeBytes = queries.NewGauge[Exporter]("litellm_managed_file_size_bytes")

	// CheckBatchCostJobsPolled is litellm_check_batch_cost_jobs_polled (gauge, batches).
	// Batches found by the last cost poll.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CheckBatchCostJobsPolled = queries.NewGauge[Exporter]("litellm_check_batch_cost_jobs_polled")

	// CheckBatchCostJobsProcessed is litellm_check_batch_cost_jobs_processed_total (counter, batches).
	// Batches cost-tracked.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CheckBatchCostJobsProcessed = queries.NewCounter[Exporter]("litellm_check_batch_cost_jobs_processed_total")

	// CheckBatchCostErrors is litellm_check_batch_cost_errors_total (counter, errors).
	// Batch cost errors.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CheckBatchCostErrors = queries.NewCounter[Exporter]("litellm_check_batch_cost_errors_total")

	// CheckBatchCostLastRunTimestamp is litellm_check_batch_cost_last_run_timestamp (gauge, unix time (seconds)).
	// Last batch cost run.
	// Source: BerriAI/litellm:litellm/types/integrations/prometheus.py; litellm/integrations/prometheus.py
	CheckBatchCostLastRunTimestamp = queries.NewLevelGauge[Exporter]("litellm_check_batch_cost_last_run_timestamp")

	// RedisLatency is litellm_redis_latency (histogram, seconds).
	// Latency of the redis service; needs service_callback prometheus_system; the label is named after the service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	RedisLatency = queries.NewHistogram[Exporter]("litellm_redis_latency")

	// RedisFailedRequests is litellm_redis_failed_requests_total (counter, requests).
	// Failed calls of the redis service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	RedisFailedRequests = queries.NewCounter[Exporter]("litellm_redis_failed_requests_total")

	// RedisTotalRequests is litellm_redis_total_requests_total (counter, requests).
	// Calls of the redis service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	RedisTotalRequests = queries.NewCounter[Exporter]("litellm_redis_total_requests_total")

	// PostgresLatency is litellm_postgres_latency (histogram, seconds).
	// Latency of the postgres service; needs service_callback prometheus_system; the label is named after the service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	PostgresLatency = queries.NewHistogram[Exporter]("litellm_postgres_latency")

	// PostgresFailedRequests is litellm_postgres_failed_requests_total (counter, requests).
	// Failed calls of the postgres service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	PostgresFailedRequests = queries.NewCounter[Exporter]("litellm_postgres_failed_requests_total")

	// PostgresTotalRequests is litellm_postgres_total_requests_total (counter, requests).
	// Calls of the postgres service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	PostgresTotalRequests = queries.NewCounter[Exporter]("litellm_postgres_total_requests_total")

	// SelfLatency is litellm_self_latency (histogram, seconds).
	// Latency of the self service; needs service_callback prometheus_system; the label is named after the service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	SelfLatency = queries.NewHistogram[Exporter]("litellm_self_latency")

	// SelfFailedRequests is litellm_self_failed_requests_total (counter, requests).
	// Failed calls of the self service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	SelfFailedRequests = queries.NewCounter[Exporter]("litellm_self_failed_requests_total")

	// SelfTotalRequests is litellm_self_total_requests_total (counter, requests).
	// Calls of the self service.
	// Source: BerriAI/litellm:litellm/integrations/prometheus_services.py
	SelfTotalRequests = queries.NewCounter[Exporter]("litellm_self_total_requests_total")

	// PodLockManagerSize is litellm_pod_lock_manager_size (gauge, items).
	// Length of a database write queue or lock state; needs service_callback prometheus_system.
	// Source: BerriAI/litellm-docs:docs/proxy/prometheus.md
	PodLockManagerSize = queries.NewGauge[Exporter]("litellm_pod_lock_manager_size")

	// InMemoryDailySpendUpdateQueueSize is litellm_in_memory_daily_spend_update_queue_size (gauge, items).
	// Length of a database write queue or lock state; needs service_callback prometheus_system.
	// Source: BerriAI/litellm-docs:docs/proxy/prometheus.md
	InMemoryDailySpendUpdateQueueSize = queries.NewGauge[Exporter]("litellm_in_memory_daily_spend_update_queue_size")

	// RedisDailySpendUpdateQueueSize is litellm_redis_daily_spend_update_queue_size (gauge, items).
	// Length of a database write queue or lock state; needs service_callback prometheus_system.
	// Source: BerriAI/litellm-docs:docs/proxy/prometheus.md
	RedisDailySpendUpdateQueueSize = queries.NewGauge[Exporter]("litellm_redis_daily_spend_update_queue_size")

	// InMemorySpendUpdateQueueSize is litellm_in_memory_spend_update_queue_size (gauge, items).
	// Length of a database write queue or lock state; needs service_callback prometheus_system.
	// Source: BerriAI/litellm-docs:docs/proxy/prometheus.md
	InMemorySpendUpdateQueueSize = queries.NewGauge[Exporter]("litellm_in_memory_spend_update_queue_size")

	// RedisSpendUpdateQueueSize is litellm_redis_spend_update_queue_size (gauge, items).
	// Length of a database write queue or lock state; needs service_callback prometheus_system.
	// Source: BerriAI/litellm-docs:docs/proxy/prometheus.md
	RedisSpendUpdateQueueSize = queries.NewGauge[Exporter]("litellm_redis_spend_update_queue_size")
)

// The labels.
var (
	// APIBase is the label api_base: Provider URL.
	APIBase = queries.NewLabel[Exporter]("api_base")

	// APIKeyAlias is the label api_key_alias: Alias of the virtual key.
	APIKeyAlias = queries.NewLabel[Exporter]("api_key_alias")

	// APIProvider is the label api_provider: Provider.
	APIProvider = queries.NewLabel[Exporter]("api_provider")

	// CallbackName is the label callback_name.
	CallbackName = queries.NewLabel[Exporter]("callback_name")

	// ClientIP is the label client_ip.
	ClientIP = queries.NewLabel[Exporter]("client_ip")

	// Container is the label container that the store adds: scraped container.
	Container = queries.NewTargetLabel[Exporter]("container")

	// EndUser is the label end_user: User field of the request; off by default since 1.72.0.
	EndUser = queries.NewLabel[Exporter]("end_user")

	// Endpoint is the label endpoint that the store adds: port name.
	Endpoint = queries.NewTargetLabel[Exporter]("endpoint")

	// ErrorClass is the label error_class.
	ErrorClass = queries.NewLabel[Exporter]("error_class")

	// ErrorType is the label error_type.
	ErrorType = queries.NewLabel[Exporter]("error_type")

	// ExceptionClass is the label exception_class: Class of the error.
	ExceptionClass = queries.NewLabel[Exporter]("exception_class")

	// ExceptionStatus is the label exception_status: Status of the error.
	ExceptionStatus = queries.NewLabel[Exporter]("exception_status")

	// FallbackModel is the label fallback_model: Model fallen back to.
	FallbackModel = queries.NewLabel[Exporter]("fallback_model")

	// FileType is the label file_type.
	FileType = queries.NewLabel[Exporter]("file_type")

	// FunctionName is the label function_name.
	FunctionName = queries.NewLabel[Exporter]("function_name")

	// GuardrailName is the label guardrail_name.
	GuardrailName = queries.NewLabel[Exporter]("guardrail_name")

	// HashedAPIKey is the label hashed_api_key: Hash of the virtual key.
	HashedAPIKey = queries.NewLabel[Exporter]("hashed_api_key")

	// HookType is the label hook_type.
	HookType = queries.NewLabel[Exporter]("hook_type")

	// Instance is the label instance that the store adds: address:port.
	Instance = queries.NewTargetLabel[Exporter]("instance")

	// Job is the label job that the store adds: Service name, or namespace/podmonitor.
	Job = queries.NewTargetLabel[Exporter]("job")

	// K8sNamespaceName is the label k8s_namespace_name that the store adds: where the collector knows them.
	K8sNamespaceName = queries.NewTargetLabel[Exporter]("k8s_namespace_name")

	// K8sPodName is the label k8s_pod_name that the store adds: where the collector knows them.
	K8sPodName = queries.NewTargetLabel[Exporter]("k8s_pod_name")

	// LitellmModelName is the label litellm_model_name: Model name on deployment metrics.
	LitellmModelName = queries.NewLabel[Exporter]("litellm_model_name")

	// Model is the label model: Model that answered.
	Model = queries.NewLabel[Exporter]("model")

	// ModelGroup is the label model_group: Public model name on rate-limit metrics.
	ModelGroup = queries.NewLabel[Exporter]("model_group")

	// ModelID is the label model_id: Deployment id.
	ModelID = queries.NewLabel[Exporter]("model_id")

	// Namespace is the label namespace that the store adds: namespace of the scraped pod; enforced, an exporter's own becomes exported_namespace unless honorLabels.
	Namespace = queries.NewTargetLabel[Exporter]("namespace")

	// OrgAlias is the label org_alias: Organisation, newest releases.
	OrgAlias = queries.NewLabel[Exporter]("org_alias")

	// OrgID is the label org_id: Organisation, newest releases.
	OrgID = queries.NewLabel[Exporter]("org_id")

	// Pod is the label pod that the store adds: scraped pod.
	Pod = queries.NewTargetLabel[Exporter]("pod")

	// Postgres is the label postgres.
	Postgres = queries.NewLabel[Exporter]("postgres")

	// Purpose is the label purpose.
	Purpose = queries.NewLabel[Exporter]("purpose")

	// Redis is the label redis.
	Redis = queries.NewLabel[Exporter]("redis")

	// RequestedModel is the label requested_model: Model asked for by the client.
	RequestedModel = queries.NewLabel[Exporter]("requested_model")

	// Result is the label result.
	Result = queries.NewLabel[Exporter]("result")

	// Route is the label route: Proxy route.
	Route = queries.NewLabel[Exporter]("route")

	// Self is the label self.
	Self = queries.NewLabel[Exporter]("self")

	// Service is the label service that the store adds: Kubernetes Service.
	Service = queries.NewTargetLabel[Exporter]("service")

	// ServiceName is the label service_name that the store adds: OTel service.name, llamastack-<namespace> in the Canopy lab.
	ServiceName = queries.NewTargetLabel[Exporter]("service_name")

	// Status is the label status.
	Status = queries.NewLabel[Exporter]("status")

	// StatusCode is the label status_code: Status the proxy returned.
	StatusCode = queries.NewLabel[Exporter]("status_code")

	// Stream is the label stream.
	Stream = queries.NewLabel[Exporter]("stream")

	// Team is the label team: Team id.
	Team = queries.NewLabel[Exporter]("team")

	// TeamAlias is the label team_alias: Team name.
	TeamAlias = queries.NewLabel[Exporter]("team_alias")

	// User is the label user: Internal user id.
	User = queries.NewLabel[Exporter]("user")

	// UserAgent is the label user_agent.
	UserAgent = queries.NewLabel[Exporter]("user_agent")

	// UserEmail is the label user_email.
	UserEmail = queries.NewLabel[Exporter]("user_email")
)
