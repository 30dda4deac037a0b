package config

import "reflect"

// A Section is a mapping of the file with a fixed set of keys.
type Section struct {
	Path string       // of the mapping, "" for the file; <name> stands for a name that the file chooses
	Type reflect.Type // what it is read into
	Doc  string
	Keys []Key
}

// A Key is a key of a section: what people are told of it, and what an editor checks. The reader of the key is where
// the section is read; a test holds both against each other.
type Key struct {
	Name     string
	Field    string // of the section's type, "" where no field holds the value
	Required bool
	Default  string // Markdown; "" where there is none
	Doc      string // Markdown
	Example  string // the value, as YAML; "" where the key's value is a section
	form     form   // zero: what the type of the field says
}

// Sections are all mappings of the file, each behind the one that it is in.
func Sections() []Section {
	return []Section{
		{
			Type: reflect.TypeFor[File](),
			Doc:  "The file has a version, and environments to generate for or settings to lint by, or both.",
			Keys: []Key{
				{Name: "version", Field: "Version", Required: true, Example: "1", form: versionForm, Doc: "The version of this format."},
				{Name: "environments", Field: "Environments", form: nameForm[Environment]("sections by name", label()),
					Doc: "The installations of the platform, by name. Each becomes one overlay, `out/overlays/<overlay>`. `generate` wants one at least, `lint` does without."},
				{Name: "lint", Field: "Lint", Doc: "How `dashgen lint` judges."},
			},
		},
		environmentSection(), grafanaSection(), storeSection(), provisioningSection(), configMapsSection(), runtimeSection(), uwmSection(), maasSection(), thresholdSection(), alertsSection(),
		linterSection(), exclusionSection(),
	}
}

func environmentSection() Section {
	return Section{
		Path: "environments.<name>", Type: reflect.TypeFor[Environment](),
		Doc: "One installation: its dashboards, where its metrics live, which versions it runs and who its tenants are. Its name is a DNS label and begins the uids of its dashboards.",
		Keys: []Key{
			{Name: "overlay", Field: "Overlay", Default: "the name", Example: "grafana-uwm-user-app", form: labelForm,
				Doc: "The folder below `out/overlays`. No two environments have the same."},
			{Name: "dashboards", Field: "Dashboards", Required: true, Example: "[vllm-performance, gpu]", form: listForm("dashboards", 1, func(k Known) []string { return k.Dashboards }),
				Doc: "Which dashboards it gets; `dashgen list dashboards` shows all."},
			{Name: "namespace", Field: "Namespace", Required: true, Example: `"{tenant}-toolings"`, form: namespaceForm,
				Doc: "The namespace that the dashboards live in. With tenants it contains `{tenant}`, which each tenant's name takes the place of."},
			{Name: "folder", Field: "Folder", Required: true, Example: "LLM Observability", form: folderForm,
				Doc: "The title of the Grafana folder, at most 189 characters. It may contain `{tenant}`."},
			{Name: "grafana", Field: "Grafana", Required: true, Doc: "Which Grafana shows the dashboards."},
			{Name: "stores", Field: "Stores", Required: true, form: nameForm[Store]("sections by name", storeName()),
				Doc: "The Prometheuses that the dashboards ask, by name. Each becomes a data source variable, so names are DNS labels that begin with a letter."},
			{Name: "exporters", Field: "Exporters", Example: `{vllm: ">=0.10 <0.20", dcgm-exporter: "4.5", simulator: true}`, form: exportersForm(true),
				Doc: "Which programs run, and in which versions: one (`\"0.7\"` is every 0.7), a range (`\">=0.9 <0.20\"`, either end may be left out), a version by its name, `current` for the newest that was studied; `unreleased` behind a version means its branch. " +
					"Queries ask for every name that a metric has in them. Versions are quoted: YAML reads 0.10 as 0.1. `simulator: true` says that a simulator may stand in for vLLM."},
			{Name: "values", Field: "Values", Example: `{model_namespace: ai501, namespace: "{tenant}-canopy"}`, form: valuesForm,
				Doc: "What the inputs of dashboards are replaced with, by name. A value may contain `{tenant}`; quotes, backslashes, dollar signs and other braces are refused, because it is put into queries as it is."},
			{Name: "tenants", Field: "TenantNames", Default: "none: one installation for all", Example: "user{1..500}", form: tenantsForm,
				Doc: "Who gets an installation each: a list of names, a pattern with one range, or `{file: users.txt}`, a file beside this one with a name a line. Names are DNS labels."},
			{Name: "components", Field: "Components", Default: "none", Example: "[folder]", form: listForm("components", 0, func(k Known) []string { return k.Built }),
				Doc: "What is generated besides the dashboards ([all of them](components.md)). What one needs and the environment lacks is an error."},
			{Name: "argocd", Field: "ArgoCD", Default: "`false`", Example: "true",
				Doc: "Argo CD applies the overlay: what is generated is annotated with the order to apply it in, and does not fail where the operator is not installed yet."},
			{Name: "provisioning", Field: "Provisioning", Default: "none",
				Doc: "Also write the dashboards as files that Grafana reads by itself, without the operator, to `out/provisioning/<name>`. Not with tenants."},
			{Name: "configMaps", Field: "ConfigMaps", Default: "none",
				Doc: "Also write a kustomization that makes ConfigMaps for a sidecar of Grafana, to `out/provisioning/<name>`. Not with tenants."},
			{Name: "models", Field: "Models", Default: "all", Example: "[granite-3-2-8b-instruct, llama-scout-17b]", form: modelsForm,
				Doc: "The models that are shown, by their exact names."},
			{Name: "runtimes", Field: "Runtimes", form: runtimesForm(), Doc: "Where model servers answer scrapes."},
			{Name: "uwm", Field: "UWM", Doc: "OpenShift's user workload monitoring."},
			{Name: "maas", Field: "MaaS", Doc: "What a Models-as-a-Service installation is like."},
			{Name: "thresholds", Field: "Thresholds", Default: "built in", form: thresholdsForm(),
				Doc: "Where panels and alerts begin to warn and where they turn bad. What is left out keeps its built-in limits."},
			{Name: "alerts", Field: "Alerts", Doc: "Where the rules of the components `alerts` and `recording-rules` live, and what they link to."},
		},
	}
}

func grafanaSection() Section {
	return Section{
		Path: "environments.<name>.grafana", Type: reflect.TypeFor[Grafana](),
		Doc: "Which Grafana shows the dashboards.",
		Keys: []Key{
			{Name: "name", Field: "Name", Default: "`<name>-grafana`", Example: "rhoai-grafana", form: labelForm, Doc: "The name of the Grafana resource."},
			{Name: "selector", Field: "Selector", Required: true, Example: "{dashboards: grafana}", form: selectorForm,
				Doc: "Labels of the Grafana resource, by which the operator finds it. They can't be changed once they are applied: dashboards have to be created anew."},
			{Name: "shared", Field: "Shared", Default: "`false`", Example: "true", Doc: "The tenants look at the same Grafana, so that each gets dashboards with uids of its own."},
			{Name: "crossNamespace", Field: "CrossNamespace", Default: "`false`", Example: "true",
				Doc: "The Grafana resource is in another namespace than the dashboards. It can't be switched off again on dashboards that are applied."},
			{Name: "namespace", Field: "Namespace", Default: "that of the dashboards", Example: "grafana", form: labelForm,
				Doc: "The namespace of the Grafana resource, where it is another one. Components that are about Grafana itself are put there."},
		},
	}
}

func storeSection() Section {
	return Section{
		Path: "environments.<name>.stores.<name>", Type: reflect.TypeFor[Store](),
		Doc: "A Prometheus, or a Thanos in front of some, and how metrics are spelled there.",
		Keys: []Key{
			{Name: "datasource", Field: "Datasource", Required: true, Example: "UWM Prometheus", form: inertForm, Doc: "The name that Grafana has for it as a data source."},
			{Name: "scrapeInterval", Field: "ScrapeInterval", Required: true, Example: "30s",
				Doc: "How often it really scrapes, 1s to 10m: rates over fewer than a few scrapes show nothing."},
			{Name: "dialect", Field: "Dialect", Required: true, Example: "uwm", form: enumForm(func(k Known) []string { return k.Dialects }),
				Doc: "How metrics are spelled there: `uwm` as programs export them, with the labels of OpenShift's user workload monitoring; `rhoai` as the collector of OpenShift AI writes them; `local` as a plain Prometheus has them."},
			{Name: "default", Field: "Default", Default: "`true` for an only store", Example: "true",
				Doc: "It is asked for every metric that no other store is said to hold. Exactly one of several stores is."},
			{Name: "exporters", Field: "Exporters", Default: "none", Example: "[dcgm-exporter]", form: listForm("exporters", 0, func(k Known) []string { return k.Exporters }),
				Doc: "The exporters whose metrics are here and not in the default store. They are among the environment's, and in one store each."},
			{Name: "honorLabels", Field: "HonorLabels", Default: "none", Example: "[dcgm-exporter]", form: listForm("exporters", 0, func(k Known) []string { return k.Exporters }),
				Doc: "The exporters whose own labels are kept where they clash with those of the target (`honorLabels: true` in their monitor). Elsewhere such a label is found as `exported_<label>`."},
			{Name: "url", Field: "URL", Default: "the dialect's own", Example: "http://prometheus.monitoring.svc:9090", form: urlForm,
				Doc: "Its address: http or https, without credentials, query and fragment."},
			{Name: "tenancy", Field: "Tenancy", Default: "all namespaces", Example: `apps`, form: namespaceForm,
				Doc: "The only namespace whose metrics are asked for, through the tenancy port of OpenShift's Thanos querier. With it, Grafana may see nothing of other namespaces. It may contain `{tenant}`."},
			{Name: "monitorLabels", Field: "MonitorLabels", Default: "the dialect's own", Example: "{release: prometheus}", form: selectorForm,
				Doc: "Labels that a ServiceMonitor needs so that the store finds it. User workload monitoring needs none; for OpenShift AI's store it is `monitoring.opendatahub.io/scrape`."},
		},
	}
}

func provisioningSection() Section {
	return Section{
		Path: "environments.<name>.provisioning", Type: reflect.TypeFor[Provisioning](),
		Doc: "Grafana reads the dashboards from files ([how](grafana.md)).",
		Keys: []Key{
			{Name: "path", Field: "Path", Required: true, Example: providersPath, form: filePathForm,
				Doc: "Where Grafana has the folder `out/provisioning/<name>/dashboards`. Grafana's packages and image look for providers in the folder of the example."},
		},
	}
}

func configMapsSection() Section {
	return Section{
		Path: "environments.<name>.configMaps", Type: reflect.TypeFor[Sidecar](),
		Doc: "A sidecar of Grafana, as its Helm charts have it, finds the dashboards in ConfigMaps ([how](grafana.md)).",
		Keys: []Key{
			{Name: "label", Field: "Label", Required: true, Example: "grafana_dashboard", form: labelKeyForm,
				Doc: "The label that the sidecar looks for; `grafana_dashboard` unless the chart's `sidecar.dashboards.label` says otherwise."},
			{Name: "value", Field: "Value", Default: "`\"1\"`", Example: `"1"`, form: labelValueForm, Doc: "The value of the label, quoted where it is a number; `sidecar.dashboards.labelValue` of the chart."},
			{Name: "folderAnnotation", Field: "FolderAnnotation", Default: "none", Example: "grafana_folder", form: labelKeyForm,
				Doc: "The annotation that says the folder, if the sidecar is told to look for one (`sidecar.dashboards.folderAnnotation`). Without it the dashboards are where the chart puts all of them."},
		},
	}
}

func runtimeSection() Section {
	return Section{
		Path: "environments.<name>.runtimes.<runtime>", Type: reflect.TypeFor[Runtime](),
		Doc: "Where the model servers of one kind, `vllm` or `openvino`, answer scrapes.",
		Keys: []Key{
			{Name: "port", Field: "Port", Required: true, Example: "8080", form: portForm, Doc: "The port."},
			{Name: "path", Field: "Path", Default: "`/metrics`", Example: "/metrics", form: pathForm, Doc: "The path."},
			{Name: "selector", Field: "Selector", Default: "those of KServe", Example: "{app: vllm}", form: selectorForm,
				Doc: "Labels of the Services in front of the model servers. By default it is the InferenceServices of `models`, or all of them; OpenVINO's are those that are not among `models`."},
		},
	}
}

func uwmSection() Section {
	return Section{
		Path: "environments.<name>.uwm", Type: reflect.TypeFor[UWM](),
		Doc: "What to do about OpenShift's user workload monitoring.",
		Keys: []Key{
			{Name: "manage", Field: "Manage", Default: "`false`", Example: "false", form: neverForm, Doc: "Only `false`: the setting is inside one text of a ConfigMap that belongs to the cluster's administrator, and nothing that is applied could change it without replacing the rest ([how to switch it on](components.md#uwm))."},
			{Name: "retention", Field: "Retention", Default: "`7d`", Example: "7d", form: durationForm, Doc: "How long its samples are kept, for whoever sets it."},
		},
	}
}

func maasSection() Section {
	return Section{
		Path: "environments.<name>.maas", Type: reflect.TypeFor[MaaS](),
		Doc: "What a Models-as-a-Service installation is like.",
		Keys: []Key{
			{Name: "plan", Field: "Plan", Required: true, Example: "tier", form: enumForm(func(Known) []string { return plans() }),
				Doc: "The label of Limitador's metrics that says what a customer booked: `tier`, or `subscription` since 2026-04."},
			{Name: "userLabel", Field: "UserLabel", Default: "`false`", Example: "true", Doc: "The TelemetryPolicy adds a label `user`. Without it nothing is shown by user."},
			{Name: "planNames", Field: "PlanNames", Default: "any", Example: "[free, premium, enterprise]", form: planNamesForm,
				Doc: "What customers may book. A price for anything else is an error then."},
			{Name: "prices", Field: "Prices", Default: "none", Example: "{free: 0, premium: 0.008}", form: pricesForm,
				Doc: "Dollars per 1000 tokens, by the name of the plan. A plan without a price has tokens and no cost; write 0 for free."},
			{Name: "gateway", Field: "Gateway", Default: "`maas-default-gateway`", Example: "maas-default-gateway", form: labelForm, Doc: "The Gateway in front of the models."},
			{Name: "gatewayNamespace", Field: "GatewayNamespace", Default: "`openshift-ingress`", Example: "openshift-ingress", form: labelForm, Doc: "The namespace of the Gateway."},
			{Name: "kuadrantNamespace", Field: "KuadrantNamespace", Default: "`kuadrant-system`", Example: "rh-connectivity-link", form: labelForm, Doc: "The namespace of Limitador and Authorino."},
			{Name: "apiNamespace", Field: "APINamespace", Default: "`redhat-ods-applications`", Example: "opendatahub", form: labelForm, Doc: "The namespace of the MaaS API."},
			{Name: "monitored", Field: "Monitored", Default: "none", Example: "[limitador]", form: listForm("programs", 0, func(Known) []string { return MaaSPrograms() }),
				Doc: "What has a monitor already, so that `monitors-maas` makes none: metrics that are scraped twice are counted twice. Kuadrant brings one for Limitador when its observability is on."},
		},
	}
}

func thresholdSection() Section {
	return Section{
		Path: "environments.<name>.thresholds.<threshold>", Type: reflect.TypeFor[Threshold](),
		Doc: "Durations (`e2e`, `ttft`) such as `500ms`, shares (`errorShare`, `kvCache`, `rateLimited`) such as `0.8` or `80%`, a count (`queueDepth`) or degrees Celsius (`gpuTemperature`). More is worse: `bad` is above `warn`. Panels turn amber at `warn` and red at `bad`, where the alert fires.",
		Keys: []Key{
			{Name: "warn", Field: "Warn", Required: true, Example: "80%", form: amountForm, Doc: "Where it begins to warn."},
			{Name: "bad", Field: "Bad", Required: true, Example: "95%", form: amountForm, Doc: "Where it is bad."},
		},
	}
}

func alertsSection() Section {
	return Section{
		Path: "environments.<name>.alerts", Type: reflect.TypeFor[Alerts](),
		Doc: "Where rules live and what they link to ([how](alerts.md)).",
		Keys: []Key{
			{Name: "runbooks", Field: "Runbooks", Default: "dashgen's own pages", Example: "https://wiki.example.com/runbooks", form: urlForm,
				Doc: "The address of a folder with a page for each alert, `<alert>.md`. Copy `docs/runbooks` there where people can't reach the default."},
			{Name: "grafanaURL", Field: "GrafanaURL", Default: "none: links are paths", Example: "https://grafana.example.com", form: urlForm,
				Doc: "The address of Grafana, for the links to dashboards."},
			{Name: "labels", Field: "Labels", Default: "none", Example: "{release: prometheus}", form: selectorForm,
				Doc: "Labels of the PrometheusRule resources, for a Prometheus that selects rules by them."},
			{Name: "namespaces", Field: "Namespaces", Default: "each exporter's usual one", Example: "{vllm: llm, dcgm-exporter: gpu-operator}", form: namespacesForm,
				Doc: "The namespaces in which exporters are scraped. User workload monitoring shows a rule nothing but its own namespace, so that each of these gets a PrometheusRule; elsewhere selectors are limited to them."},
			{Name: "storeNamespaces", Field: "StoreNamespaces", Default: "`redhat-ods-monitoring` for `rhoai`, else the environment's", Example: "{uwm: opendatahub}", form: storeNamespacesForm,
				Doc: "The namespaces of rules on stores that see all namespaces, by store."},
		},
	}
}

func linterSection() Section {
	rules := func(k Known) []string { return k.Rules }
	return Section{
		Path: "lint", Type: reflect.TypeFor[Lint](),
		Doc: "How `dashgen lint` judges. `dashgen list rules` shows the rules; flags of the command win over this.",
		Keys: []Key{
			{Name: "enable", Field: "Enable", Default: "none", Example: "[fixed-window]", form: listForm("rules", 0, rules), Doc: "Rules that are off by default and are to run."},
			{Name: "disable", Field: "Disable", Default: "none", Example: "[removed-metric]", form: listForm("rules", 0, rules), Doc: "Rules that are not to run. None is enabled, too."},
			{Name: "severity", Field: "Severity", Default: "each rule's own", Example: "{removed-metric: error}", form: severityForm, Doc: "What replaces the severities of rules: `info`, `warning` or `error`."},
			{Name: "scrapeInterval", Field: "ScrapeInterval", Default: "not known", Example: "30s",
				Doc: "How often whoever feeds the dashboards scrapes, 1s to 10m. With it, windows that are too short for a rate are found."},
			{Name: "exporters", Field: "Exporters", Default: "the newest of each", Example: `{vllm: ">=0.9 <0.20"}`, form: exportersForm(false), Doc: "The versions that files are judged against, as in an environment."},
			{Name: "requiredMatchers", Field: "RequiredMatchers", Default: "none", Example: "[{label: namespace, exporters: [vllm]}]", form: matchersForm(), Doc: "Labels that the selectors of dashboards must filter by: those of all metrics that can have the label, or with `exporters` those of some. See [lint.md](lint.md)."},
			{Name: "catalogue", Field: "Catalogue", Default: "none", Example: "[{file: my-app.metrics, exporter: my-app}]", form: catalogueForm(), Doc: "Files that tell of metrics that dashgen does not know: tables, or captures of `/metrics`; `prefixes` are the beginnings of names that nobody else uses, and `complete` says that the file has all of those. See [lint.md](lint.md)."},
			{Name: "exclusions", Field: "Exclusions", Default: "none", Doc: "A list of what is silenced, each entry in one place and with a reason."},
		},
	}
}

func exclusionSection() Section {
	return Section{
		Path: "lint.exclusions[]", Type: reflect.TypeFor[Exclusion](),
		Doc: "What a rule finds there is not reported. An entry names a file, a dashboard or a panel at least.",
		Keys: []Key{
			{Name: "rule", Field: "Rule", Required: true, Example: "fixed-window", form: enumForm(func(k Known) []string { return k.Rules }), Doc: "The rule."},
			{Name: "file", Field: "File", Default: "all", Example: "dashboards/**/*.json",
				Doc: "A path or a folder below the one that this file is in; `*` stands for anything but a slash, `**` for anything."},
			{Name: "dashboard", Field: "Dashboard", Default: "all", Example: "Cluster Overview", Doc: "The title of a dashboard."},
			{Name: "panel", Field: "Panel", Default: "all", Example: "Requests", Doc: "The title of a panel."},
			{Name: "target", Field: "Target", Default: "all", Example: "A", Doc: "The refId of a query; only with a panel."},
			{Name: "reason", Field: "Reason", Required: true, Example: "the screen in the hall shows the last hour whatever is picked", Doc: "Why, for whoever reads it next."},
		},
	}
}
