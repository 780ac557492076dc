#!/usr/bin/perl
# generate-records.pl N FOLDER: a project of N records in YAML, five types in turn, with at least three links each, and
# 22 records that they lead to. The same N always gives the same bytes.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);

my ($n, $root) = @ARGV;
die "usage: generate-records.pl N FOLDER\n" unless defined $root && $n =~ /^[1-9][0-9]*$/;

my @nodes;              # requirements of the library's file, so that they exist
open my $framework, '<', dirname(abs_path($0)) . '/../../controls/frameworks/iso-42001-2023.yaml' or die "iso-42001-2023: $!\n";
while (<$framework>) {
    push @nodes, "iso-42001-2023:$1" if /^  - \{id: "?([A-Za-z0-9._-]+).* assessable: true/;
}

my @makers = (\&control, \&risk, \&plan, \&decision, \&specification);
my @plurals = qw(controls risks treatment-plans override-decisions requirement-specs);
my @prefixes = qw(CTL RSK PLN OVR REQ);
my $each = int(($n + @makers - 1) / @makers);

sub id { return sprintf '%s-%05d', $prefixes[$_[0]], 1 + $_[1] % $each }
sub role { return sprintf 'ROLE-%02d', 1 + $_[0] % 20 }
sub day { return sprintf '2026-%02d-%02d', 1 + $_[0] % 10, 1 + $_[0] % 28 }

sub control {
    my ($i) = @_;
    return "    owner: @{[role($i)]}\n    status: planned\n    description: Somebody looks at it every month, and writes down what was seen.\n"
        . "    satisfies: [\"$nodes[$i % @nodes]\", \"$nodes[($i * 7 + 3) % @nodes]\"]\n";
}
sub risk {
    my ($i) = @_;
    return "    owner: @{[role($i)]}\n    source: model\n    event: An answer is wrong and nobody sees it.\n"
        . "    consequence_org: A complaint.\n    consequence_people: A wrong decision about a person.\n    consequence_society: Less trust.\n"
        . "    likelihood: 3\n    impact: 4\n    inherent: 12\n    treatment: reduce\n    residual: 6\n    accepted_by: @{[role($i + 1)]}\n"
        . "    accepted_on: @{[day($i)]}\n    reviewed_on: @{[day($i)]}\n    existing_controls: [@{[id(0, $i)]}, @{[id(0, $i * 13 + 5)]}]\n";
}
sub plan {
    my ($i) = @_;
    return "    risk: [@{[id(1, $i)]}]\n    option: reduce\n    controls: [@{[id(0, $i * 3)]}]\n    actions: A second person checks a sample.\n"
        . "    responsible: @{[role($i)]}\n    due: 2027-01-15\n    effect_check: The share of wrong answers is measured again.\n"
        . "    approved_by: @{[role($i + 2)]}\n    residual_accepted_by: @{[role($i + 3)]}\n";
}
sub decision {
    my ($i) = @_;
    return "    at: @{[day($i)]}T09:00:00Z\n    case: C-$i\n    system: SYS-A\n    ai_output: Refuse the application.\n    human_action: override\n"
        . "    reason: The papers were complete.\n    final_outcome: Granted.\n    by_role: @{[role($i)]}\n    controls: [@{[id(0, $i * 11)]}]\n";
}
sub specification {
    my ($i) = @_;
    return "    statement: The system says how sure it is.\n    rationale: People must know when to doubt.\n    acceptance: A test of a hundred cases.\n"
        . "    source: [@{[id(1, $i * 5)]}]\n    systems: [SYS-A]\n    owner: @{[role($i)]}\n";
}

sub write_file {
    my ($path, $bytes) = @_;
    open my $file, '>', "$root/$path" or die "$root/$path: $!\n";
    print $file $bytes;
    close $file or die "$root/$path: $!\n";
}

mkdir $root or $!{EEXIST} or die "$root: $!\n";
mkdir "$root/controls" or $!{EEXIST} or die "$root/controls: $!\n";
write_file('dossier.yaml', "dossier: 1\nid: bench-records\norganization: Bench\ntitle: Benchmark of $n records\nas_of: 2026-11-30\nframeworks: [iso-42001-2023]\n");
write_file('controls/roles.yaml', "roles:\n" . join '', map { sprintf "  - {id: ROLE-%02d, title: Role $_}\n", $_ } 1 .. 20);
write_file('controls/systems.yaml', "ai-systems:\n  - {id: SYS-A, title: Assistant, name: Assistant, version: \"1\", role: [provider], intended_purpose: It answers.,\n"
    . "     prohibited_uses: [none], users: [staff], affected_persons: [customers], stage: operation, risk_class: [minimal], jurisdictions: [EU],\n"
    . "     human_oversight: Somebody reads along.}\n");
my $per_file = 500;
for my $type (0 .. $#makers) {
    for (my $from = 0; $from < $each; $from += $per_file) {
        my $to = $from + $per_file < $each ? $from + $per_file : $each;
        my $text = "$plurals[$type]:\n";
        $text .= sprintf "  - id: %s\n    title: Record number %d of its type\n%s", id($type, $_), $_, $makers[$type]->($_) for $from .. $to - 1;
        write_file(sprintf('controls/%s-%03d.yaml', $plurals[$type], $from / $per_file), $text);
    }
}
