//! Counters for Prometheus. One registry per running program; routes are labelled by their pattern, never by what
//! somebody typed.

use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder, core::Collector,
};

#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    pub live_connections: IntGauge,
    statements: IntGauge,
    jobs_waiting: IntGauge,
    jobs_failed: IntGauge,
}

impl Metrics {
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = Opts::new("kith_http_requests_total", "Answered requests.");
        let seconds = HistogramOpts::new("kith_http_request_seconds", "Time until the head of the answer, in seconds.");
        let gauge = |name: &str, help: &str| IntGauge::new(name, help);
        let metrics = Self {
            requests: IntCounterVec::new(requests, &["method", "route", "status"])?,
            seconds: HistogramVec::new(seconds, &["route"])?,
            live_connections: gauge("kith_live_connections", "Open streams of notices.")?,
            statements: gauge("kith_database_statements", "Statements run since the start.")?,
            jobs_waiting: gauge("kith_jobs_waiting", "Jobs in the queue, due or not.")?,
            jobs_failed: gauge("kith_jobs_failed", "Jobs that failed for good and were kept.")?,
            registry,
        };
        let all: [Box<dyn Collector>; 6] = [
            Box::new(metrics.requests.clone()),
            Box::new(metrics.seconds.clone()),
            Box::new(metrics.live_connections.clone()),
            Box::new(metrics.statements.clone()),
            Box::new(metrics.jobs_waiting.clone()),
            Box::new(metrics.jobs_failed.clone()),
        ];
        for one in all {
            metrics.registry.register(one)?;
        }
        Ok(metrics)
    }

    pub fn answered(&self, method: &str, route: &str, status: u16, seconds: f64) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[route]).observe(seconds);
    }

    /// The text format of Prometheus. `jobs` are those that wait and those that failed.
    pub fn text(&self, statements: u64, jobs: (i64, i64)) -> String {
        self.statements.set(i64::try_from(statements).unwrap_or(i64::MAX));
        self.jobs_waiting.set(jobs.0);
        self.jobs_failed.set(jobs.1);
        let mut text = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            tracing::error!(%error, "the metrics could not be written");
        }
        String::from_utf8_lossy(&text).into_owned()
    }
}
