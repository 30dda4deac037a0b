package lint

// numericIDRule finds the key of another Grafana's database.
var numericIDRule = &Rule{
	Name:     "numeric-id",
	Title:    "a dashboard with the number of another Grafana's database",
	Severity: Info,
	Since:    "0.2",
	Why: "The id of a dashboard is its key in the database of the Grafana that it was saved from. Sent to the API of another one, where the number is free, the answer is 404; where it is another dashboard's, that one " +
		"is overwritten when the request says so. Provisioning and import by hand set it to null themselves.",
	Cost: "None where the file is provisioned; with the API, it works in one Grafana only. The finding is shown from --severity info on.",
	Bad: []Example{{Input: `{
  "id": 26,
  "uid": "model-server",
  "title": "Model server",
  "panels": []
}`}},
	Good: []Example{{Input: `{
  "id": null,
  "uid": "model-server",
  "title": "Model server",
  "panels": []
}`}},
	Dashboard: func(p *Pass, d *Dashboard) {
		if d.ID != nil && d.ID.Text.Value != "0" {
			p.Report(d.At(d.ID.Text), "the id %s is of one Grafana's database", d.ID.Text.Value).Help("write null: the uid says which dashboard it is")
		}
	},
}
