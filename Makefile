# Kith: run, test, build. Everything that is missing is installed on the way.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
# The site is embedded when the server is compiled; build.rs and rust-embed look here.
export CARGO_TARGET_DIR := $(TARGET)
export SITE_DIR := $(TARGET)/site
TOOLS := $(TARGET)/tools
export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(HOME)/.cargo/bin:$(PATH)
BINDGEN := 0.2.130
KITH := $(TARGET)/release/kith
say = @echo "== $(1)"

.PHONY: help
help:
	@echo "make run    build and start Kith       make demo   the same with an example circle"
	@echo "make test   every test                 make bench  benchmarks"
	@echo "make build  one file to deploy         make dev    rebuild on change"

.PHONY: tools
tools:
	@command -v rustup >/dev/null || { echo "rustup is missing: install Rust first"; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js first"; exit 1; }
	@command -v cc >/dev/null || { echo "== installing a C compiler (SQLite and TLS need it)"; \
	  $$([ "$$(id -u)" = 0 ] || echo sudo) apt-get install -y -qq build-essential >/dev/null; }
	@rustup target list --installed | grep -q wasm32-unknown-unknown || { \
	  echo "== adding the WebAssembly target"; rustup target add wasm32-unknown-unknown; }
	@[ "$$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $(BINDGEN)" ] || { \
	  echo "== installing wasm-bindgen $(BINDGEN) (about 3 minutes, once)"; \
	  cargo install --quiet --root $(TOOLS) wasm-bindgen-cli --version $(BINDGEN); }
	@cmp -s package-lock.json node_modules/.package-lock.stamp || { \
	  echo "== installing npm packages (fonts, icons, esbuild, wasm-opt)"; npm ci --silent; \
	  cp package-lock.json node_modules/.package-lock.stamp; }

.PHONY: site
site: tools
	$(call say,building the browser's part)
	cargo build --lib --target wasm32-unknown-unknown --features hydrate --profile wasm-release
	@rm -rf $(SITE_DIR).new && mkdir -p $(SITE_DIR).new
	@wasm-bindgen --target web --no-typescript --out-name kith --out-dir $(SITE_DIR).new \
	  $(TARGET)/wasm32-unknown-unknown/wasm-release/kith.wasm
	@wasm-opt -Oz --enable-bulk-memory --enable-nontrapping-float-to-int \
	  $(SITE_DIR).new/kith_bg.wasm -o $(SITE_DIR).new/kith.wasm
	@rm $(SITE_DIR).new/kith_bg.wasm
	@esbuild --minify --format=esm --allow-overwrite --log-level=warning \
	  $(SITE_DIR).new/kith.js --outfile=$(SITE_DIR).new/kith.js
	@node style/build.mjs $(SITE_DIR).new
	@node style/compress.mjs $(SITE_DIR).new
	@if diff -rq $(SITE_DIR).new $(SITE_DIR) >/dev/null 2>&1; then rm -rf $(SITE_DIR).new; \
	  else rm -rf $(SITE_DIR) && mv $(SITE_DIR).new $(SITE_DIR); fi

.PHONY: build
build: site
	$(call say,building the server with the site inside it)
	cargo build --release --features ssr --bin kith
	@ls -l $(KITH) | awk '{print "== " $$9 ": " $$5 " bytes"}'

.PHONY: run
run: build
	@[ -e data/kith.db ] || echo "== tip: 'make demo' fills an example circle to look at first"
	@$(KITH)

.PHONY: demo
demo: build
	@$(KITH) demo
	@$(KITH)

.PHONY: test
test: check test-rust test-browser

.PHONY: check
check: tools
	$(call say,formatting and lints)
	cargo fmt --check
	node style/contrast.mjs
	cargo clippy --features ssr --all-targets -- -D warnings

.PHONY: test-rust
test-rust:
	$(call say,Rust suite on SQLite)
	cargo test --features ssr
	$(call say,Rust suite on PostgreSQL)
	.ci/with-postgres cargo test --features ssr --lib --test process

.PHONY: test-browser
test-browser: build
	$(call say,browser specs)
	@command -v chromium >/dev/null || { echo "== installing Chromium"; \
	  s=$$([ "$$(id -u)" = 0 ] || echo sudo); $$s apt-get update -qq; $$s apt-get install -y -qq chromium >/dev/null; }
	cd end2end && npm ci --silent && END2END_BINARY=$(KITH) npx playwright test
	$(call say,two processes on PostgreSQL with a browser each)
	cd end2end && END2END_BINARY=$(KITH) ../.ci/with-postgres npx playwright test talking rooms --project=desktop

.PHONY: test-long
test-long: export TEST_LONG = 1
test-long: test

.PHONY: bench
bench:
	@cd benches/board && npm ci --silent
	cargo bench --features ssr

.PHONY: dev
dev: tools
	@command -v cargo-leptos >/dev/null || { \
	  echo "cargo-leptos is missing. Install it with:"; \
	  echo "  cargo install cargo-leptos --version 0.3.11 --features no_downloads --locked --ignore-rust-version"; exit 1; }
	@node style/build.mjs target/dev/assets
	CARGO_TARGET_DIR=target SITE_DIR=$(CURDIR)/target/dev/site cargo leptos watch
