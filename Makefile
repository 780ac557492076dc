# dossier: one readable Makefile, no recursion into folders, no configure step.
#   make help     lists the targets
#
# Adding a source file needs no edit here: sources are found, the compiler writes the header dependencies, and the
# registries (evidence formats, rules, exports, reports, commands) are the listings of their folders.

MAKEFLAGS += --no-builtin-rules
PREFIX  ?= /usr/local
FLAVOUR ?= release
B       := build/$(FLAVOUR)
SUDO    := $(if $(filter-out 0,$(shell id -u)),sudo)

# --- what it needs (Debian's names) ------------------------------------------------
DEPS := gcc make pkg-config uthash-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev libxml2-dev \
        liblua5.4-dev libzip-dev libssl-dev libdeflate-dev libutf8proc-dev zlib1g-dev openssl
TEST_DEPS := libcmocka-dev libjansson-dev shellcheck jq zip unzip git openscap-scanner libxml2-utils nodejs npm chromium clang \
             p7zip-full libarchive-tools gnutls-bin python3 default-jdk-headless libbcpkix-java
PKGS := libcmark-gfm yaml-0.1 libxml-2.0 lua5.4 libzip libcrypto libdeflate zlib

# --- flags -------------------------------------------------------------------------
OPT_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
OPT_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_tsan    := -O1 -g -fsanitize=thread
OPT_cov     := -O0 -g --coverage
OPT_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla \
        -Wformat=2 -Wundef -Werror=implicit-function-declaration

# pkg-config runs when the first command needs it: after `deps`, and not at all when nothing is to be done.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
# What is called some thousand times for a page or a file goes in statically: calls into a shared library cost 7 % more.
STATIC    := lua5.4 yaml cmark-gfm cmark-gfm-extensions
static     = $(foreach flag,$1,$(if $(filter $(STATIC:%=-l%),$(flag)),$(flag:-l%=-l:lib%.a),$(flag)))
PKG_LIBS   = $(eval PKG_LIBS := $$(call static,$$(shell pkg-config --libs $(PKGS))))$(PKG_LIBS)
ALL_CPPFLAGS = -D_GNU_SOURCE -Igen -I$(B) $(PKG_CFLAGS) $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 $(OPT_$(FLAVOUR)) $(WARN) -pthread -fPIE -ffunction-sections -fdata-sections \
               -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
ALL_LDFLAGS  = -pie -Wl,-z,relro,-z,now,--as-needed,--gc-sections $(LDFLAGS)
# utf8proc goes in statically: dossier-verify is to need nothing but libzip, OpenSSL, libxml2 and zlib.
LDLIBS_all    = $(PKG_LIBS) -l:libcmark-gfm-extensions.a -l:libcmark-gfm.a -l:libutf8proc.a -lm $(LDLIBS)
LDLIBS_verify = -lzip -lcrypto -lxml2 -lz -l:libutf8proc.a $(LDLIBS)

# `make V=1` shows whole commands.
say     = $(if $(V),,@echo '$1 $@' && )
COMPILE = $(call say,CC  )$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
LINK    = $(call say,LINK)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@
LINK_TEST = $(call say,LINK)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -MMD -MP -MF $@.d -o $@ $<

# --- what there is -----------------------------------------------------------------
MAINS  := gen/cli/main.c gen/verify/main.c
SRC    := $(sort $(wildcard gen/*/*.c gen/*/*/*.c))
OBJ    := $(SRC:%.c=$(B)/%.o)
LIB    := $(filter-out $(MAINS:%.c=$(B)/%.o),$(OBJ))
BASE   := $(filter $(B)/gen/base/%,$(LIB))
VERIFY := $(filter $(B)/gen/base/% $(B)/gen/verify/%,$(OBJ))
UNIT   := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*_test.c))
FUZZ   := $(patsubst tests/fuzz/%.c,$(B)/tests/fuzz/%,$(wildcard tests/fuzz/*.c))
BINARIES := $(B)/dossier $(B)/dossier-verify

.PHONY: all
all: $(BINARIES)

$(B)/dossier: $(LIB) $(B)/gen/cli/main.o
	$(LINK) $^ $(LDLIBS_all)

$(B)/dossier-verify: $(VERIFY) $(B)/gen/verify/main.o
	$(LINK) $(sort $^) $(LDLIBS_verify)

# --- registries: one X(name) per file of a folder, sorted; rewritten only when the listing has changed -------------
LISTS := $(B)/list/evidence.def $(B)/list/rules.def $(B)/list/exports.def $(B)/list/reports.def $(B)/list/commands.def
entries = $(patsubst $1/%.c,X(%),$(sort $(wildcard $1/*.c)))
changed = $(if $(and $(wildcard $2),$(call same,$(strip $(file <$2)),$(strip $(call entries,$1)))),,FORCE)
same    = $(and $(findstring [$1],[$2]),same)

$(B)/list/evidence.def: DIR := gen/read/evidence
$(B)/list/evidence.def: $(call changed,gen/read/evidence,$(B)/list/evidence.def)
$(B)/list/rules.def: DIR := gen/check/rules
$(B)/list/rules.def: $(call changed,gen/check/rules,$(B)/list/rules.def)
$(B)/list/exports.def: DIR := gen/export/formats
$(B)/list/exports.def: $(call changed,gen/export/formats,$(B)/list/exports.def)
$(B)/list/reports.def: DIR := gen/cli/formats
$(B)/list/reports.def: $(call changed,gen/cli/formats,$(B)/list/reports.def)
$(B)/list/commands.def: DIR := gen/cli/commands
$(B)/list/commands.def: $(call changed,gen/cli/commands,$(B)/list/commands.def)
$(LISTS):
	@mkdir -p $(@D)
	@printf '%s\n' $(patsubst %,'%',$(call entries,$(DIR))) > $@
.PHONY: FORCE

$(B)/gen/%.o: gen/%.c | $(LISTS)
	@mkdir -p $(@D)
	$(COMPILE)

# A script as strings of C, one a line, so that the judge can print it wherever it is.
$(B)/list/explain.def: gen/verify/explain.sh
	@mkdir -p $(@D)
	@sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n",/' $< > $@
$(B)/gen/verify/options.o: $(B)/list/explain.def

# --- tests -------------------------------------------------------------------------
# A test of base links base alone, so it runs while other rooms are being rebuilt.
$(B)/tests/unit/base_%_test: tests/unit/base_%_test.c $(BASE)
	@mkdir -p $(@D)
	$(LINK_TEST) $(BASE) $(LDLIBS_all) -lcmocka -ljansson

$(B)/tests/unit/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(LINK_TEST) $(LIB) $(LDLIBS_all) -lcmocka -ljansson

$(B)/tests/fuzz/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(LINK_TEST) -fsanitize=fuzzer $(LIB) $(LDLIBS_all)

# What tests/run.sh and the suites are told.
export FLAVOUR CC
export DOSSIER        := $(CURDIR)/$(B)/dossier
export DOSSIER_VERIFY := $(CURDIR)/$(B)/dossier-verify

.PHONY: check tests-built unit diag rules golden cli package hostile browser
check: deps-check            ## every test that must pass
	@$(MAKE) --no-print-directory tests-built
	@tests/run.sh all
tests-built: all $(UNIT)
unit: $(UNIT)                ## one suite: unit diag rules golden cli package hostile browser
	@tests/run.sh unit
diag rules golden cli package hostile browser: all
	@tests/run.sh $@

.PHONY: golden-accept
golden-accept: all           ## show how the output of golden projects has changed, and ask whether it is right
	@sh tests/accept.sh golden

.PHONY: asan tsan cov fuzz fuzz-run bench reproducible lint
asan:                        ## unit, diag, golden, cli, package and hostile tests under ASan and UBSan
	@$(MAKE) --no-print-directory FLAVOUR=asan sanitized
tsan:                        ## the same under ThreadSanitizer
	@$(MAKE) --no-print-directory FLAVOUR=tsan sanitized
.PHONY: sanitized
sanitized: tests-built
	@tests/run.sh unit diag rules golden cli package hostile
cov:                         ## line coverage of the tests, by gcovr
	$(call install_missing,gcovr)
	@$(MAKE) --no-print-directory FLAVOUR=cov sanitized
	gcovr -r . --object-directory build/cov -e tests/ -s
fuzz:                        ## every fuzz target for FUZZ_SECONDS (60)
	@$(MAKE) --no-print-directory FLAVOUR=fuzz CC=clang fuzz-run
fuzz-run: $(FUZZ)
	@for f in $(FUZZ); do echo "$$f" && $$f -max_total_time=$(or $(FUZZ_SECONDS),60) -print_final_stats=1 || exit 1; done
bench: all                   ## timings
	@tests/run.sh bench
reproducible: all            ## two builds under different conditions give the same bytes
	@tests/run.sh reproducible
lint:                        ## walls between rooms, sizes, headers, diagnostic codes, tests of rules
	@sh tests/lint/rooms.sh
	@CPPFLAGS='$(ALL_CPPFLAGS)' sh tests/lint/headers.sh
	@sh tests/lint/size.sh
	@sh tests/lint/codes.sh
	@sh tests/lint/rules.sh

# --- what a machine needs ----------------------------------------------------------
# Installs the Debian packages that are missing, and says nothing when none is. A command of that name will do.
define install_missing
	@missing=$$(for p in $1; do \
		command -v $$p >/dev/null || dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done | tr '\n' ' '); \
	test -z "$$missing" || { echo "installing $$missing"; $(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qq -y --no-install-recommends $$missing; }
endef
.PHONY: deps deps-check
deps:                        ## install the Debian packages that a build needs
	$(call install_missing,$(DEPS))
deps-check: deps             ## install what the tests need as well
	$(call install_missing,$(TEST_DEPS)) || echo "tests that need these packages will fail or be skipped" >&2
	@( cd tests/browser && test -e node_modules/.package-lock.json && test ! package-lock.json -nt node_modules/.package-lock.json ) || \
		(cd tests/browser && npm ci --no-audit --no-fund --silent) || \
		echo "npm ci failed: the browser tests will be skipped" >&2

# --- the example, from nothing to a verified package -------------------------------
.PHONY: demo
demo: deps                   ## build the example portal, pack it with throw-away keys and verify it
	@$(MAKE) --no-print-directory FLAVOUR=release all
	build/release/dossier check
	build/release/dossier build
	@sh gen/pack/demo-keys.sh dist/demo-keys
	build/release/dossier pack --output dist/demo.zip --key dist/demo-keys/signer.key --cert dist/demo-keys/signer.pem \
		--chain dist/demo-keys/chain.pem
	build/release/dossier-verify dist/demo.zip --trust dist/demo-keys/root.pem
	@echo "Open site/index.html in a browser; the signed package is dist/demo.zip."

# --- installing --------------------------------------------------------------------
SHARE := $(DESTDIR)$(PREFIX)/share/dossier
.PHONY: install
install: all                 ## into PREFIX (/usr/local), below DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/controls
	install -m 755 $(BINARIES) $(DESTDIR)$(PREFIX)/bin/
	cp -R templates themes $(SHARE)/
	cp -R $(wildcard $(addprefix controls/,types frameworks crosswalks rules collectors)) $(SHARE)/controls/

.PHONY: clean help
clean:                       ## remove everything built
	rm -rf build
help:                        ## this list
	@sed -n 's/^\([a-z-]*\)[a-z ]*:.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

-include $(OBJ:.o=.d) $(addsuffix .d,$(UNIT) $(FUZZ))
