package simulate

// A servable is what an OpenVINO Model Server serves: a model with versions, or a graph behind the OpenAI API.
type servable struct {
	f       *Fleet
	x       *exporter
	pod     *pod
	rng     stream
	name    string
	typical float64   // seconds of an inference
	workers []float64 // when each is free again
	current int
}

// buildOVMS makes two servers: a graph that computes embeddings, and a model that ranks documents.
func (f *Fleet) buildOVMS() {
	if !f.runs("ovms") {
		return
	}
	namespace := f.value("model_namespace", "", "llm-hosting")
	graph := f.openvino(namespace, "nomic-embed", 0.028, 4)
	graph.x.before = append(graph.x.before, func(float64) {
		graph.x.metric("ovms_current_graphs").with("name", graph.name).set(float64(graph.current))
	})
	for _, name := range []string{"ovms_requests_accepted", "ovms_requests_rejected", "ovms_responses", "ovms_graph_error"} {
		graph.x.metric(name).with(graph.call()...)
	}
	graph.x.metric("ovms_graph_processing_time_us").with("name", graph.name, "method", "Unary")
	if !f.runs("litellm") { // otherwise its clients come through the proxy
		f.clients("embeddings", 1.2, func(now float64) { graph.graph(now, func(float64, bool) {}) })
	}

	ranker := f.openvino(namespace, "bge-reranker", 0.0042, 2)
	version := []string{"name", ranker.name, "version", "1"}
	ranker.x.metric("ovms_streams").with(version...).set(2)
	ranker.x.metric("ovms_infer_req_queue_size").with(version...).set(float64(len(ranker.workers)))
	for _, name := range []string{"ovms_requests_success", "ovms_requests_fail"} {
		ranker.x.metric(name).with(ranker.infer("1")...)
	}
	ranker.x.before = append(ranker.x.before, func(now float64) {
		busy := 0
		for _, free := range ranker.workers {
			if free > now {
				busy++
			}
		}
		ranker.x.metric("ovms_current_requests").with(version...).set(float64(ranker.current))
		ranker.x.metric("ovms_infer_req_active").with(version...).set(float64(busy))
	})
	f.clients("ranking", 3, ranker.rank)
	f.every(10, func(float64) { // the kubelet asks whether it is ready
		ranker.x.metric("ovms_requests_success").with("api", "KServe", "interface", "REST", "method", "ModelReady", "name", ranker.name).inc()
	})
}

func (f *Fleet) openvino(namespace, name string, typical float64, workers int) *servable {
	s := &servable{f: f, name: name, typical: typical, workers: make([]float64, workers), rng: newStream(f.cfg.Seed, "ovms "+name)}
	s.pod = f.pod(namespace, name+"-predictor", "kserve-container", 2, 4)
	s.x = f.export(f.released("ovms"), s.pod, port{name + "-metrics", "http", 8888})
	f.servables = append(f.servables, s)
	return s
}

func (s *servable) call() []string {
	return []string{"name", s.name, "api", "V3", "interface", "REST", "method", "Unary"}
}

func (s *servable) infer(version string) []string {
	return []string{"name", s.name, "api", "KServe", "interface", "gRPC", "method", "ModelInfer", "version", version}
}

// run lets one of the workers work, as soon as one is free. It returns when that was and when it is done.
func (s *servable) run(now float64) (begun, end float64) {
	first := 0
	for i, free := range s.workers {
		if free < s.workers[first] {
			first = i
		}
	}
	begun = max(now, s.workers[first])
	end = begun + s.rng.lognormal(s.typical, 0.3)
	s.workers[first] = end
	s.pod.cpu += 1.5 * (end - begun)
	return begun, end
}

// graph computes something in a graph.
func (s *servable) graph(now float64, done func(now float64, ok bool)) {
	if s.current > 200 {
		s.x.metric("ovms_requests_rejected").with(s.call()...).inc()
		done(now, false)
		return
	}
	s.x.metric("ovms_requests_accepted").with(s.call()...).inc()
	s.current++
	_, end := s.run(now)
	ok := !s.rng.chance(s.f.scenario.Errors / 2)
	s.f.at(end, func(end float64) {
		s.current--
		if ok {
			s.x.metric("ovms_responses").with(s.call()...).inc()
			s.x.metric("ovms_graph_processing_time_us").with("name", s.name, "method", "Unary").observe(1e6 * (end - now))
		} else {
			s.x.metric("ovms_graph_error").with(s.call()...).inc()
		}
		done(end, ok)
	})
}

// rank computes with a model.
func (s *servable) rank(now float64) {
	s.current++
	begun, end := s.run(now)
	ok := !s.rng.chance(s.f.scenario.Errors)
	s.f.at(end, func(end float64) {
		s.current--
		version := []string{"name", s.name, "version", "1", "interface", "gRPC"}
		if !ok {
			s.x.metric("ovms_requests_fail").with(s.infer("1")...).inc()
			return
		}
		s.x.metric("ovms_requests_success").with(s.infer("1")...).inc()
		s.x.metric("ovms_wait_for_infer_req_time_us").with(version...).observe(1e6*(begun-now) + s.rng.between(5, 40))
		s.x.metric("ovms_inference_time_us").with(version...).observe(1e6 * (end - begun))
		s.x.metric("ovms_request_time_us").with(version...).observe(1e6*(end-now) + s.rng.between(60, 200))
	})
}

// servable is the one of a name, or nil.
func (f *Fleet) servable(name string) *servable {
	for _, s := range f.servables {
		if s.name == name {
			return s
		}
	}
	return nil
}
