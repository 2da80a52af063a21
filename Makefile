# Every target does its own set-up: `scripts/bootstrap` installs what is missing and is silent when
# nothing is. `make demo` and `make test` share the debug build, so that a machine that has nothing
# yet compiles the dependencies once; see "Build configurations" in ARCHITECTURE.md.

# Further words for the program that a target runs: make demo ARGS="--json"
ARGS ?=

# Homebrew's libraries lie where neither the compiler nor the linker looks.
ifeq ($(shell uname),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
FLAGS := -Xcc -I$(BREW)/include -Xlinker -L$(BREW)/lib
endif

# Where bootstrap puts a link to redis-server when PATH has none.
export PATH := $(PATH):$(CURDIR)/.build/tools

.DEFAULT_GOAL := help
.PHONY: help demo test soak lockstep fuzz tsan asan build bench check format docs clean bootstrap announce

help: ## Show this list
	@echo "make TARGET; what is missing on the machine is installed first."
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: announce ## Load the cities, query them, print the answers (ARGS="--backend URL --json ...")
	swift build --product stdnet $(FLAGS)
	.build/debug/stdnet demo $(ARGS)

test: announce ## Run all tests, those against real Redis servers of their own included (ARGS="--filter ...")
	swift test --no-parallel $(FLAGS) $(ARGS)

soak: announce ## Run the long versions of the fault, leak, parser, snapshot, RDB and property tests (an hour and a half)
	STDNET_FAULTS=50000 STDNET_SOAK_OPERATIONS=1000000 \
		swift test --no-parallel $(FLAGS) --filter RedisBackendTests $(ARGS)
	STDNET_SNAPSHOT_VALUES=1000000 swift test --no-parallel $(FLAGS) --filter RoundTripTests $(ARGS)
	STDNET_RDB_MUTATIONS=1000000 swift test --no-parallel $(FLAGS) --filter StdnetRDBTests $(ARGS)
	STDNET_BANK_EXPORTS=100 STDNET_BANK_ACCOUNTS=100000 \
		swift test --no-parallel $(FLAGS) --filter BankTests $(ARGS)
	STDNET_PROPERTY_COMMITS=100000 swift test --no-parallel $(FLAGS) --filter PropertyTests $(ARGS)

lockstep: announce ## Play random commands on a redis-server and in memory, optimised, until stopped or a reply differs
	STDNET_LOCKSTEP_COMMANDS=$${STDNET_LOCKSTEP_COMMANDS:-0} \
		swift test --no-parallel --configuration release $(FLAGS) \
		--filter CommandLockstepTests $(ARGS)

fuzz: announce ## Feed broken input to both parsers for ten minutes, optimised, with the address sanitizer
	STDNET_FUZZ_SECONDS=600 LSAN_OPTIONS=suppressions=$(CURDIR)/scripts/leaks.txt \
		swift test --no-parallel --configuration release --sanitize=address $(FLAGS) \
		--scratch-path .build-asan --filter ParserFuzzTests $(ARGS)

tsan: announce ## Run the tests of the Redis backend with the thread sanitizer
	swift test --no-parallel --sanitize=thread --scratch-path .build-tsan $(FLAGS) \
		-Xswiftc -DTHREAD_SANITIZER \
		--filter RedisBackendTests $(ARGS)

asan: announce ## Run the tests of the Redis backend with the address sanitizer
	LSAN_OPTIONS=suppressions=$(CURDIR)/scripts/leaks.txt \
		swift test --no-parallel --sanitize=address --scratch-path .build-asan $(FLAGS) \
		--filter RedisBackendTests $(ARGS)

build: bootstrap ## Build the optimised tool: .build/release/stdnet
	@echo "An optimised build; the first one compiles swift-syntax and takes about 9 minutes on two cores."
	swift build --configuration release --product stdnet $(FLAGS)
	@echo "The tool is at .build/release/stdnet"

bench: bootstrap ## Run the benchmarks, optimised; the figures are explained in Benchmarks/README.md
	@echo "An optimised build of its own; the first one takes about 9 minutes on two cores."
	swift run --package-path Benchmarks --configuration release $(FLAGS) CitiesBenchmark
	python3 -m venv Benchmarks/.build/python
	Benchmarks/.build/python/bin/pip install --quiet 'redis[hiredis]' fakeredis walrus redis-om
	STDNET_PYTHON=Benchmarks/.build/python/bin/python \
		swift run --package-path Benchmarks --configuration release $(FLAGS) MemoryBenchmark
	STDNET_PYTHON=Benchmarks/.build/python/bin/python \
		swift run --package-path Benchmarks --configuration release $(FLAGS) TransportBenchmark
	STDNET_PYTHON=Benchmarks/.build/python/bin/python \
		swift run --package-path Benchmarks --configuration release $(FLAGS) MapperBenchmark
	STDNET_PYTHON=Benchmarks/.build/python/bin/python STDNET_SNAPSHOT_OBJECTS=200000 \
		swift run --package-path Benchmarks --configuration release $(FLAGS) SnapshotBenchmark

check: bootstrap ## Check format, sizes, imports and forbidden patterns; builds nothing
	@scripts/check

format: bootstrap ## Format all Swift files in place
	@scripts/check swift-files | xargs -0 swift format format --in-place --parallel

docs: announce ## Write the reference documentation to .build/documentation
	swift package $(FLAGS) --allow-writing-to-directory .build/documentation \
		generate-documentation --enable-experimental-combined-documentation \
		--target StdnetBackend --target StdnetODM --target RedisBackend --target MemoryBackend \
		--target SQLiteSnapshot --target SnapshotBackend --target StdnetTesting --output-path .build/documentation

clean: ## Remove everything that was built
	rm -rf .build .build-asan .build-tsan Benchmarks/.build

bootstrap:
	@scripts/bootstrap

announce: bootstrap
	@[ -x .build/debug/stdnet ] || echo "The first build compiles the dependencies too: 4 to 7 minutes on two cores."
