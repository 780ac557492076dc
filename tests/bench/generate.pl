#!/usr/bin/perl
# generate.pl N FOLDER: a project of N policies of about 9.3 KB, N controls and 5 N evidence items of about 8.5 KB with
# their files, in three formats. The same N always gives the same bytes.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname);

my ($n, $root) = @ARGV;
die "usage: generate.pl N FOLDER\n" unless defined $root && $n =~ /^[1-9][0-9]*$/;

my @words = qw(a access accountable action after agreement alert an analysis and any approval approve area as assess
    assurance at audit authority bias board breach business by case change check class clause concern condition control
    correct criteria customer data decision define deploy design detail detect developer document drift duty each effect
    engineer ensure event evidence exception explain failure fair file finding follow for framework from gate governance
    group harm has history human identify impact in incident input is issue it keep known label law level limit list log
    loss machine made manage manager measure meet method metric model monitor month must need new no not notice objective
    of office on only operate operator or order output over owner part period person plan point policy practice process
    product provide purpose quality question reason record reduce register release report request require result review
    risk role rule safe sample scope security service set sign source stage state step stop store supplier support system
    task team term test that the their then there this threshold time to tool train trace treat type under unit update
    use user value vendor verify version was week when where which who with within without work year);
my @levels = qw(public internal internal confidential restricted);
# Requirements of three frameworks, taken in turn: from the library's files, so that they exist.
my @frameworks = qw(iso-42001-2023 iso-27001-2022 nist-ai-rmf-1.0);
my @nodes;
for my $framework (@frameworks) {
    open my $file, '<', dirname(abs_path($0)) . "/../../controls/frameworks/$framework.yaml" or die "$framework: $!\n";
    while (<$file>) {
        push @nodes, "$framework:$1" if /^  - \{id: "?([A-Za-z0-9._-]+).* assessable: true/;
    }
}

my $seed;                           # set for each document, so that documents can be made in any order
sub pick {                          # a number below the given one, from a fixed sequence
    $seed = ($seed * 1103515245 + 12345) % 2147483648;
    return int($seed / 65536) % $_[0];
}
my %phrases;                        # by number of words
sub text {
    my ($words) = @_;
    return $phrases{$words}[pick(500)];
}
sub make_phrases {
    $seed = 42;
    for my $length (1 .. 20) {
        $phrases{$length} = [map { join ' ', map { $words[pick(scalar @words)] } 1 .. $length } 1 .. 500];
    }
}
sub sentence { return ucfirst(text(6 + pick(12))) . '.' }
sub paragraph { return join(' ', map { sentence() } 1 .. $_[0]) . "\n\n" }
sub write_file {
    my ($path, $bytes) = @_;
    open my $file, '>', "$root/$path" or die "$root/$path: $!\n";
    print $file $bytes;
    close $file or die "$root/$path: $!\n";
}
sub folder { mkdir "$root/$_[0]" or $!{EEXIST} or die "$root/$_[0]: $!\n" }

sub policy_id { return sprintf 'POL-%05d', $_[0] }
sub policy_path { return sprintf '%03d/%s.md', $_[0] / 100, lc policy_id($_[0]) }
sub other { return 1 + ($_[0] + $_[1] - 1) % $n }

sub policy {
    my ($i) = @_;
    $seed = $i;
    my $text = sprintf "---\nid: %s\ntitle: %s\nversion: \"%d.%d\"\nowner: ROLE-%02d\nstatus: approved\napproved_by: ROLE-%02d\n"
        . "approved_on: 2026-%02d-%02d\neffective_from: 2026-%02d-28\nreview_due: 2027-%02d-28\nclassification: %s\n"
        . "satisfies: [\"%s\", \"%s\"]\n---\n\n", policy_id($i), ucfirst text(4), 1 + pick(4), pick(10), 1 + pick(20),
        1 + pick(20), 1 + pick(9), 1 + pick(28), 10, 1 + pick(12), $levels[pick(5)], $nodes[$i % @nodes], $nodes[($i * 7 + 3) % @nodes];
    $text .= paragraph(4);
    for my $section (1 .. 8) {
        $text .= "## $section. " . ucfirst(text(3)) . "\n\n" . paragraph(4);
        my ($to, $ref) = (other($i, $section), other($i, $section * 13));
        $text .= sprintf "See [the neighbouring policy](../%s) and [[%s]], carried out by [[CTL-%05d]]. %s\n\n",
            policy_path($to), policy_id($ref), $i, sentence();
        $text .= join('', map { '- **' . text(2) . '**: ' . sentence() . "\n" } 1 .. 4) . "\n";
        next if $section % 2;
        $text .= "| step | who | what | when |\n|---|---|---|---|\n";
        $text .= join('', map { '| ' . join(' | ', $_, text(2), text(5), text(1)) . " |\n" } 1 .. 5) . "\n";
    }
    return $text;
}

sub control {
    my ($i) = @_;
    my $text = sprintf "  - id: CTL-%05d\n    title: %s\n    owner: ROLE-%02d\n    status: %s\n    description: %s\n    satisfies: [\"%s\"]\n"
        . "    policies: [%s]\n    requires:\n", $i, ucfirst text(5), 1 + pick(20), $i % 1000 ? 'implemented' : 'partial', sentence(),
        $nodes[$i % @nodes], policy_id($i);
    return $text . join '', map { "      - {id: proof-$_, title: " . ucfirst(text(3)) . ", every: 12m}\n" } 1 .. 5;
}

sub junit {
    my ($failed) = @_;
    my $text = qq(<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="drill" tests="102" failures="$failed">\n);
    for my $case (1 .. 102) {
        $text .= sprintf qq(<testcase classname="%s.%s" name="%s" time="0.%03d"), text(1), text(1), text(4), pick(1000);
        $text .= $case <= $failed ? "><failure message=\"" . text(6) . "\"/></testcase>\n" : "/>\n";
    }
    return "$text</testsuite>\n</testsuites>\n";
}
sub access_review {
    return "user,role,reviewer,decision,decided_on\n"
        . join '', map { sprintf "%s.%s\@example.org,%s,%s,%s,2026-10-%02d\n", text(1), text(1), text(1), text(1), pick(20) ? 'keep' : 'revoke', 1 + pick(28) } 1 .. 170;
}
sub decisions {
    return join '', map { sprintf qq({"at":"2026-10-%02dT%02d:00:00Z","case":"C-%05d","system":"SYS-A","ai_output":"%s","human_action":"accept","reason":"%s","by_role":"ROLE-%02d"}\n),
        1 + pick(28), pick(24), $_, text(2), text(6), 1 + pick(20) } 1 .. 50;
}

sub evidence {
    my ($folder, $i) = @_;
    my $text = '';
    for my $k (1 .. 5) {
        my ($suffix, $bytes) = @{ [['xml', junit($i % 997 ? 0 : 1)], ['csv', access_review()], ['jsonl', decisions()]]->[($i + $k) % 3] };
        my $name = sprintf 'ev-%05d-%d.%s', $i, $k, $suffix;
        write_file("$folder/$name", $bytes);
        $text .= sprintf "  - {id: EV-%05d-%d, title: %s, file: %s, supports: [CTL-%05d/proof-%d], observed_to: 2026-%02d-%02d, collected_at: 2026-10-%02dT09:00:00Z}\n",
            $i, $k, ucfirst text(3), $name, $i, $k, 1 + pick(9), 1 + pick(28), 1 + pick(28);
    }
    return $text;
}

make_phrases();
folder($_) for '', 'content', 'content/policies', 'content/evidence', 'controls';
write_file('dossier.yaml', "dossier: 1\nid: bench-$n\norganization: Bench\ntitle: Benchmark of $n documents\nas_of: 2026-11-30\nframeworks: [" . join(", ", @frameworks) . "]\n");
write_file('controls/roles.yaml', "roles:\n" . join '', map { sprintf "  - {id: ROLE-%02d, title: %s}\n", $_, ucfirst text(2) } 1 .. 20);

sub hundred {
    my ($name, $from, $to) = @_;
    my ($controls, $evidence) = ("controls:\n", "evidence:\n");
    folder("content/policies/$name");
    folder("content/evidence/$name");
    for my $i ($from .. $to) {
        write_file('content/policies/' . policy_path($i), policy($i));
        $controls .= control($i);
        $evidence .= evidence("content/evidence/$name", $i);
    }
    write_file("controls/controls-$name.yaml", $controls);
    write_file("content/evidence/$name/index.yaml", $evidence);
}

my $processes = 4;
for my $process (0 .. $processes - 1) {
    next if fork;
    for (my $hundred = $process; $hundred * 100 <= $n; $hundred += $processes) {
        my ($from, $to) = ($hundred * 100 || 1, $hundred * 100 + 99);
        $to = $n if $to > $n;
        hundred(sprintf('%03d', $hundred), $from, $to) if $from <= $to;
    }
    exit 0;
}
my $failed = 0;
while (wait != -1) { $failed ||= $? }
exit($failed ? 1 : 0);
