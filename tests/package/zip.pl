#!/usr/bin/perl
# Writes broken variants of a package, byte by byte, as no ZIP library would.
#   zip.pl list                          name and expected problem code of every variant, one a line
#   zip.pl make VARIANT IN OUT           one of them
#   zip.pl replace IN OUT NAME FILE...   the same package with other contents of entries
#   zip.pl get IN NAME                   the content of an entry on standard output
use strict;
use warnings;
use Compress::Raw::Zlib qw(crc32 Z_STREAM_END Z_OK Z_FINISH);

my $SIG_LOCAL = 0x04034b50;
my $SIG_CENTRAL = 0x02014b50;
my $SIG_END = 0x06054b50;

sub slurp {
    my ($path) = @_;
    open my $file, '<:raw', $path or die "$path: $!\n";
    local $/;
    my $bytes = <$file>;
    close $file;
    return defined $bytes ? $bytes : '';
}

# A package as a list of entries. Each field stands once; `local` overrides it in the local header only.
sub read_zip {
    my ($bytes) = @_;
    my ($signature, undef, undef, undef, $count, undef, $at) = unpack 'V v v v v V V', substr $bytes, -22;
    die "no package\n" if $signature != $SIG_END;
    my @entries;
    for (1 .. $count) {
        my (undef, $made_by, $version, $flags, $method, $time, $date, $crc, $packed, $size, $name_size, $extra_size,
            $comment_size, $disk, $internal, $external, $offset) = unpack 'V v6 V3 v5 V2', substr $bytes, $at, 46;
        my $name = substr $bytes, $at + 46, $name_size;
        my $data = substr $bytes, $offset + 30 + $name_size, $packed;
        push @entries, {
            made_by => $made_by, version => $version, flags => $flags, method => $method, time => $time, date => $date,
            crc => $crc, packed => $packed, size => $size, disk => $disk, internal => $internal, external => $external,
            name => $name, data => $data, extra => '', comment => '', local => {}, gap => '', behind => '',
        };
        $at += 46 + $name_size + $extra_size + $comment_size;
    }
    return { entries => \@entries, front => '', tail => '', comment => '', before_central => '', end => {} };
}

sub local_header {
    my ($e) = @_;
    my %l = (%$e, %{ $e->{local} });
    return pack('V v5 V3 v2', $SIG_LOCAL, @l{qw(version flags method time date crc packed size)}, length $l{name},
        length $l{extra}) . $l{name} . $l{extra};
}

sub central_header {
    my ($e, $offset) = @_;
    return pack('V v6 V3 v5 V2', $SIG_CENTRAL, @$e{qw(made_by version flags method time date crc packed size)},
        length $e->{name}, length $e->{extra}, length $e->{comment}, @$e{qw(disk internal external)}, $offset)
        . $e->{name} . $e->{extra} . $e->{comment};
}

sub write_zip {
    my ($zip) = @_;
    my $out = $zip->{front};
    my @central;
    for my $e (@{ $zip->{entries} }) {
        $out .= $e->{gap};
        my $offset = defined $e->{offset} ? $e->{offset} : length $out;
        $out .= local_header($e) . $e->{data} . $e->{behind} unless $e->{no_local};
        push @central, central_header($e, $offset) unless $e->{no_central};
    }
    @central = reverse @central if $zip->{reverse_central};
    $out .= $zip->{before_central};
    my $at = length $out;
    $out .= join '', @central;
    my %end = (disk => 0, central_disk => 0, here => scalar @central, all => scalar @central,
        size => length(join '', @central), at => $at, comment => length $zip->{comment}, %{ $zip->{end} });
    $out .= $zip->{before_end} if defined $zip->{before_end};
    return $out . pack('V v4 V2 v', $SIG_END, @end{qw(disk central_disk here all size at comment)})
        . $zip->{comment} . $zip->{tail};
}

# --- contents -----------------------------------------------------------------------

sub deflate_bytes {
    my ($content, $level) = @_;
    my ($d) = Compress::Raw::Zlib::Deflate->new(-WindowBits => -15, -Level => $level, -AppendOutput => 1);
    my $out = '';
    $d->deflate($content, $out);
    $d->flush($out, Z_FINISH);
    return $out;
}

sub content_of {
    my ($e) = @_;
    return $e->{data} if $e->{method} == 0;
    my ($i) = Compress::Raw::Zlib::Inflate->new(-WindowBits => -15, -ConsumeInput => 0);
    my ($in, $out) = ($e->{data}, '');
    $i->inflate($in, $out);
    return $out;
}

sub set_content {
    my ($e, $content, $method) = @_;
    $method = $e->{method} unless defined $method;
    $e->{data} = $method ? deflate_bytes($content, 6) : $content;
    @$e{qw(method crc packed size)} = ($method, crc32($content), length $e->{data}, length $content);
}

sub find {
    my ($zip, $name) = @_;
    my ($e) = grep { $_->{name} eq $name } @{ $zip->{entries} };
    die "no entry $name\n" unless $e;
    return $e;
}

sub copy_entry {
    my ($e, $name) = @_;
    return { %$e, local => {}, name => $name };
}

sub new_entry {
    my ($zip, $name, $content) = @_;
    my $e = copy_entry(find($zip, 'data/dossier.json'), $name);
    set_content($e, $content, 0);
    return $e;
}

sub add_entry {
    my ($zip, $name, $content) = @_;
    push @{ $zip->{entries} }, new_entry($zip, $name, $content);
}

# The entry under test: one that is deflated, in a package or in a nested ZIP.
sub victim {
    my ($zip) = @_;
    my ($e) = grep { $_->{name} =~ m{^(data/site/)?pages/p0\.html$} } @{ $zip->{entries} };
    die "no entry to change\n" unless $e;
    return $e;
}

sub rename_entry {
    my ($zip, $name) = @_;
    victim($zip)->{name} = $name;
}

# --- variants: name => [expected code, change] ----------------------------------------

my %variants = (
    # around the entries
    'front-bytes'        => ['zip-format', sub { $_[0]{front} = 'MZ stub' }],
    'front-bytes-shifted' => ['zip-format', sub { $_[0]{front} = 'MZ'; $_->{offset} = undef for @{ $_[0]{entries} } }],
    'tail-bytes'         => ['zip-format', sub { $_[0]{tail} = "\0" }],
    'archive-comment'    => ['zip-format', sub { $_[0]{comment} = 'hello' }],
    'gap-before-entry'   => ['zip-format', sub { victim($_[0])->{gap} = 'hidden' }],
    'gap-before-central' => ['zip-format', sub { $_[0]{before_central} = 'hidden' }],
    'gap-before-end'     => ['zip-format', sub { $_[0]{before_end} = 'hidden' }],
    'hidden-local-entry' => ['zip-format', sub { my $e = new_entry($_[0], 'data/site/hidden.html', 'x'); $e->{no_central} = 1;
                                                splice @{ $_[0]{entries} }, 5, 0, $e }],
    'central-reversed'   => ['zip-format', sub { $_[0]{reverse_central} = 1 }],
    'overlap-same-data'  => ['zip-format', sub { my $e = copy_entry(victim($_[0]), 'data/site/pages/p9.html'); $e->{no_local} = 1;
                                                $e->{offset} = 31 + 30 + 8; push @{ $_[0]{entries} }, $e }],
    'count-too-low'      => ['zip-format', sub { my $n = @{ $_[0]{entries} } - 1; @{ $_[0]{end} }{qw(here all)} = ($n, $n) }],
    'count-too-high'     => ['zip-format', sub { my $n = @{ $_[0]{entries} } + 1; @{ $_[0]{end} }{qw(here all)} = ($n, $n) }],
    'counts-differ'      => ['zip-format', sub { $_[0]{end}{here} = 1 }],
    'second-disk'        => ['zip-format', sub { $_[0]{end}{disk} = 1 }],
    'no-entries'         => ['zip-format', sub { $_[0]{entries} = [] }],
    'central-offset-wrong' => ['zip-format', sub { $_[0]{end}{at} = 100 }],
    'zip64-not-needed'   => ['zip-format', sub { my $z = $_[0]; my $at = 0; my $n = @{ $z->{entries} };
                                                my ($start, $size) = (length_before_central($z), central_size($z));
                                                $z->{before_end} = pack('V Q< v2 V2 Q<4', 0x06064b50, 44, 45, 45, 0, 0, $n, $n, $size, $start)
                                                    . pack('V V Q< V', 0x07064b50, 0, $start + $size, 1) }],
    # headers
    'local-name'         => ['zip-format', sub { victim($_[0])->{local}{name} = 'data/site/pages/p1.html' }],
    'local-flags'        => ['zip-format', sub { victim($_[0])->{local}{flags} = 2 }],
    'local-method'       => ['zip-format', sub { victim($_[0])->{local}{method} = 0 }],
    'local-time'         => ['zip-format', sub { victim($_[0])->{local}{time} = 1 }],
    'local-crc'          => ['zip-format', sub { victim($_[0])->{local}{crc} = 1 }],
    'local-size'         => ['zip-format', sub { victim($_[0])->{local}{size} = 1 }],
    'local-packed'       => ['zip-format', sub { victim($_[0])->{local}{packed} = 1 }],
    'local-version'      => ['zip-format', sub { victim($_[0])->{local}{version} = 45 }],
    'local-extra'        => ['zip-entry', sub { victim($_[0])->{local}{extra} = pack 'v v a4', 0x5455, 4, 'time' }],
    'extra-both'         => ['zip-entry', sub { victim($_[0])->{extra} = pack 'v v a4', 0x5455, 4, 'time' }],
    'extra-broken'       => ['zip-format', sub { victim($_[0])->{extra} = "\1\0\xff\0" }],
    'zip64-extra-idle'   => ['zip-format', sub { victim($_[0])->{extra} = pack 'v v Q<', 1, 8, 4 }],
    'encrypted'          => ['zip-entry', sub { victim($_[0])->{flags} |= 1 }],
    'descriptor-flag'    => ['zip-entry', sub { victim($_[0])->{flags} |= 8 }],
    'descriptor'         => ['zip-entry', sub { my $e = victim($_[0]); $e->{flags} |= 8;
                                                @{ $e->{local} }{qw(crc packed size)} = (0, 0, 0);
                                                $e->{behind} = pack 'V4', 0x08074b50, @$e{qw(crc packed size)} }],
    'patch-flag'         => ['zip-entry', sub { victim($_[0])->{flags} |= 0x20 }],
    'level-flag-stored'  => ['zip-entry', sub { find($_[0], 'bagit.txt')->{flags} |= 2 }],
    'utf8-flag-ascii'    => ['zip-entry', sub { victim($_[0])->{flags} |= 0x800 }],
    'utf8-flag-missing'  => ['zip-entry', sub { find($_[0], "data/site/files/\xc3\xa4rger.txt")->{flags} &= ~0x800 }],
    'method-bzip2'       => ['zip-format', sub { victim($_[0])->{method} = 12 }],
    'version-63'         => ['zip-entry', sub { victim($_[0])->{version} = 63 }],
    'made-by-dos'        => ['zip-entry', sub { victim($_[0])->{made_by} = 0x0014 }],
    'symbolic-link'      => ['zip-entry', sub { victim($_[0])->{external} = 0120777 << 16 }],
    'setuid'             => ['zip-entry', sub { victim($_[0])->{external} = 0104755 << 16 }],
    'executable'         => ['zip-entry', sub { victim($_[0])->{external} = 0100755 << 16 }],
    'dos-directory'      => ['zip-entry', sub { victim($_[0])->{external} |= 0x10 }],
    'internal-attributes' => ['zip-entry', sub { victim($_[0])->{internal} = 1 }],
    'entry-on-disk-1'    => ['zip-entry', sub { victim($_[0])->{disk} = 1 }],
    'entry-comment'      => ['zip-entry', sub { victim($_[0])->{comment} = 'x' }],
    # names
    'name-dotdot'        => ['zip-name', sub { rename_entry($_[0], '../evil.html') }],
    'name-absolute'      => ['zip-name', sub { rename_entry($_[0], '/etc/passwd') }],
    'name-backslash'     => ['zip-name', sub { rename_entry($_[0], 'data\\site\\x.html') }],
    'name-drive'         => ['zip-name', sub { rename_entry($_[0], 'c:x.html') }],
    'name-nul'           => ['zip-name', sub { rename_entry($_[0], "data/site/x.html\0.txt") }],
    'name-control'       => ['zip-name', sub { rename_entry($_[0], "data/site/\e[31m.html") }],
    'name-directory'     => ['zip-name', sub { rename_entry($_[0], 'data/site/folder/') }],
    'name-empty'         => ['zip-name', sub { rename_entry($_[0], '') }],
    'name-empty-segment' => ['zip-name', sub { rename_entry($_[0], 'data//x.html') }],
    'name-dot-segment'   => ['zip-name', sub { rename_entry($_[0], 'data/./x.html') }],
    'name-trailing-dot'  => ['zip-name', sub { rename_entry($_[0], 'data/site/x.html.') }],
    'name-trailing-space' => ['zip-name', sub { rename_entry($_[0], 'data/site/x ') }],
    'name-device'        => ['zip-name', sub { rename_entry($_[0], 'data/site/aux.html') }],
    'name-percent'       => ['zip-name', sub { rename_entry($_[0], 'data/site/x%2f.html') }],
    'name-star'          => ['zip-name', sub { rename_entry($_[0], 'data/site/*.html') }],
    'name-too-long'      => ['zip-name', sub { rename_entry($_[0], 'data/' . 'x' x 120) }],
    'name-not-utf8'      => ['zip-name', sub { my $e = victim($_[0]); $e->{name} = "data/site/\xff.html"; $e->{flags} |= 0x800 }],
    'name-overlong-utf8' => ['zip-name', sub { my $e = victim($_[0]); $e->{name} = "data/site/\xc0\xaf.html"; $e->{flags} |= 0x800 }],
    'name-not-nfc'       => ['zip-name', sub { my $e = victim($_[0]); $e->{name} = "data/site/a\xcc\x88.html"; $e->{flags} |= 0x800 }],
    'name-twice'         => ['zip-name', sub { add_entry($_[0], 'data/dossier.json', 'x') }],
    'name-case-twin'     => ['zip-name', sub { add_entry($_[0], 'data/DOSSIER.json', 'x') }],
    'name-fold-twin'     => ['zip-name', sub { add_entry($_[0], "data/site/files/\xc3\x84RGER.txt", 'x');
                                               $_[0]{entries}[-1]{flags} |= 0x800 }],
    'name-file-and-folder' => ['zip-name', sub { add_entry($_[0], 'data/site', 'x') }],
    'name-mimetype'      => ['zip-name', sub { add_entry($_[0], 'data/site/mimetype', 'x') }],
    # data
    'crc-both'           => ['zip-data', sub { victim($_[0])->{crc} ^= 1 }],
    'deflate-tail'       => ['zip-data', sub { my $e = victim($_[0]); $e->{data} .= "\0"; $e->{packed}++ }],
    'deflate-cut'        => ['zip-data', sub { my $e = victim($_[0]); chop $e->{data}; $e->{packed}-- }],
    'deflate-unused-bits' => ['zip-data', sub { my $e = find($_[0], 'data/dossier.json'); $e->{method} = 8;
                                               $e->{data} = fixed_block_with_bit();
                                               @$e{qw(crc packed size)} = (crc32('A'), length $e->{data}, 1) }],
    'deflate-stored-padding' => ['zip-data', sub { my $e = find($_[0], 'data/dossier.json'); my $c = content_of($e); $e->{method} = 8;
                                               $e->{data} = "\xf9" . pack('v v', length $c, ~length($c) & 0xffff) . $c;
                                               @$e{qw(crc packed size)} = (crc32($c), length $e->{data}, length $c) }],
    'inflates-to-more'   => ['zip-data', sub { my $e = victim($_[0]); $e->{size} -= 5 }],
    'inflates-to-less'   => ['zip-data', sub { my $e = victim($_[0]); $e->{size} += 5 }],
    'stored-sizes-differ' => ['zip-format', sub { find($_[0], 'bagit.txt')->{size} = 1 }],
    'packed-too-long'    => ['zip-format', sub { victim($_[0])->{packed} += 1000000 }],
    'bomb-ratio'         => ['zip-limit', sub { my $e = victim($_[0]); set_content($e, "\0" x 40000000) }],
    'bomb-declared'      => ['zip-limit', sub { my $e = victim($_[0]); $e->{size} = 4000000000 }],
    # contents
    'content-changed'    => ['digest-mismatch', sub { set_content(victim($_[0]), 'changed') }],
    'deflate-other-choice' => ['digest-mismatch', sub { other_choice($_[0]) }],
    'cover-changed'      => ['digest-mismatch', sub { set_content(find($_[0], 'index.html'), 'changed') }],
    'oxum-wrong'         => ['bag-count', sub { my $e = find($_[0], 'bag-info.txt'); my $c = content_of($e);
                                               $c =~ s/Payload-Oxum: \d/Payload-Oxum: 9/; set_content($e, $c) }],
    'bagit-changed'      => ['bag-format', sub { set_content(find($_[0], 'bagit.txt'), "BagIt-Version: 0.97\n") }],
    'bag-manifest-gone'  => ['bag-format', sub { $_[0]{entries} = [grep { $_->{name} ne 'manifest-sha256.txt' } @{ $_[0]{entries} }] }],
    'entry-added'        => ['entry-unreferenced', sub { add_entry($_[0], 'data/site/new.html', 'x') }],
    'tag-file-added'     => ['entry-unreferenced', sub { add_entry($_[0], 'NOTES.txt', 'x') }],
    'entry-removed'      => ['reference-missing', sub { my $v = victim($_[0]); $_[0]{entries} = [grep { $_ != $v } @{ $_[0]{entries} }] }],
    'entry-renamed'      => ['reference-missing', sub { rename_entry($_[0], 'data/site/pages/q0.html') }],
    'entries-swapped'    => ['digest-mismatch', sub { my ($x, $y) = (victim($_[0]), find($_[0], 'data/site/pages/p1.html'));
                                               @$x{qw(data crc packed size)} = @$y{qw(data crc packed size)} }],
    'mimetype-second'    => ['mimetype', sub { my $e = $_[0]{entries}; @$e[0, 1] = @$e[1, 0] }],
    'mimetype-deflated'  => ['mimetype', sub { my $e = find($_[0], 'mimetype'); set_content($e, content_of($e), 8) }],
    'mimetype-other'     => ['mimetype', sub { set_content(find($_[0], 'mimetype'), 'application/zip') }],
    'mimetype-newline'   => ['mimetype', sub { set_content(find($_[0], 'mimetype'), "application/vnd.etsi.asic-e+zip\n") }],
    'mimetype-gone'      => ['mimetype', sub { shift @{ $_[0]{entries} } }],
    # META-INF
    'meta-stranger'      => ['meta-unknown', sub { add_entry($_[0], 'META-INF/notes.txt', 'x') }],
    'signature-stray'    => ['signature-reference', sub { my $e = find($_[0], 'META-INF/signature001.p7s');
                                               push @{ $_[0]{entries} }, copy_entry($e, 'META-INF/signature002.p7s') }],
    'signature-gone'     => ['reference-missing', sub { $_[0]{entries} = [grep { $_->{name} !~ /p7s/ } @{ $_[0]{entries} }] }],
    'manifest-gone'      => ['signature-reference', sub { $_[0]{entries} = [grep { $_->{name} !~ /ASiCManifest/ } @{ $_[0]{entries} }] }],
    'manifest-twice'     => ['signature-reference', sub { my $e = find($_[0], 'META-INF/ASiCManifest001.xml');
                                               push @{ $_[0]{entries} }, copy_entry($e, 'META-INF/ASiCManifest002.xml') }],
    'sigreference-other' => ['signature-reference', sub { manifest($_[0], sub { s/URI="META-INF\/signature001.p7s"/URI="index.html"/ }) }],
    'manifest-doctype'   => ['manifest-format', sub { manifest($_[0], sub { s/\?>\n/?>\n<!DOCTYPE x [<!ENTITY e "x">]>\n/ }) }],
    'manifest-not-xml'   => ['manifest-format', sub { manifest($_[0], sub { $_ = '<a' }) }],
    'manifest-other-root' => ['manifest-format', sub { manifest($_[0], sub { s/ASiCManifest/XAdESManifest/g }) }],
    'manifest-stranger'  => ['manifest-format', sub { manifest($_[0], sub { s/<\/asic:ASiCManifest>/<asic:More\/><\/asic:ASiCManifest>/ }) }],
    'manifest-latin1'    => ['manifest-format', sub { manifest($_[0], sub { s/MimeType="text\/plain"/MimeType="text\/pl\xe4in"/ }) }],
    'reference-twice'    => ['reference-double', sub { manifest($_[0], sub { s/(  <asic:DataObjectReference.*?<\/asic:DataObjectReference>\n)/$1$1/s }) }],
    'reference-removed'  => ['entry-unreferenced', sub { manifest($_[0], sub { s/  <asic:DataObjectReference.*?<\/asic:DataObjectReference>\n//s }) }],
    'reference-sha1'     => ['weak-cryptography', sub { manifest($_[0], sub { s/2001\/04\/xmlenc#sha256/2000\/09\/xmldsig#sha1/ }) }],
    'reference-of-meta'  => ['manifest-format', sub { manifest($_[0], sub { s/URI="index.html"/URI="META-INF\/signature001.p7s"/ }) }],
    'manifest-blank'     => ['digest-mismatch', sub { manifest($_[0], sub { s/\n<\/asic:ASiCManifest>/\n <\/asic:ASiCManifest>/ }) }],
    'p7s-garbage'        => ['signature-format', sub { set_content(find($_[0], 'META-INF/signature001.p7s'), 'garbage') }],
    'p7s-tail'           => ['signature-format', sub { my $e = find($_[0], 'META-INF/signature001.p7s'); set_content($e, content_of($e) . "\0") }],
    'p7s-pem'            => ['signature-format', sub { set_content(find($_[0], 'META-INF/signature001.p7s'), "-----BEGIN CMS-----\n") }],
    'p7s-indefinite'     => ['signature-format', sub { my $e = find($_[0], 'META-INF/signature001.p7s'); my $c = content_of($e);
                                               substr($c, 0, 4) = "\x30\x80"; set_content($e, "$c\0\0") }],
    'p7s-version'        => ['signature-format', sub { my $e = find($_[0], 'META-INF/signature001.p7s'); my $c = content_of($e);
                                               $c =~ s/\xa0\x82(..)\x30\x82(..)\x02\x01\x01/\xa0\x82$1\x30\x82$2\x02\x01\x03/s; set_content($e, $c) }],
);

# Variants of packing that say the same and must pass (with --foreign where a name begins with "foreign").
my %same = (
    'same'               => sub { },
    'same-repacked'      => sub { for my $e (@{ $_[0]{entries} }[1 .. $#{ $_[0]{entries} }]) { set_content($e, content_of($e), 8) } },
    'same-stored'        => sub { set_content($_, content_of($_), 0) for @{ $_[0]{entries} } },
    'same-python'        => sub { $_->{made_by} = 0x0314, $_->{version} = 20 for @{ $_[0]{entries} } },
    'foreign-extra'      => sub { $_->{extra} = pack 'v v a4', 0x5455, 4, 'time' for @{ $_[0]{entries} }[1 .. 3] },
    'foreign-dos'        => sub { $_->{made_by} = 20, $_->{external} = 0 for @{ $_[0]{entries} } },
    'foreign-utf8'       => sub { $_->{flags} |= 0x800 for @{ $_[0]{entries} } },
    'foreign-comment'    => sub { $_[0]{comment} = 'mimetype=application/vnd.etsi.asic-e+zip' },
    'foreign-descriptors' => sub { for my $e (@{ $_[0]{entries} }[1 .. $#{ $_[0]{entries} }]) { $e->{flags} |= 8;
                                   @{ $e->{local} }{qw(crc packed size)} = (0, 0, 0);
                                   $e->{behind} = pack 'V4', 0x08074b50, @$e{qw(crc packed size)} } },
);

sub length_before_central { my ($z) = @_; my $n = 0; $n += length(local_header($_)) + length $_->{data} for @{ $z->{entries} }; return $n }
sub central_size { my ($z) = @_; my $n = 0; $n += length central_header($_, 0) for @{ $z->{entries} }; return $n }

# 'A' in a fixed Huffman block, and one of the six unused bits of its last byte set.
sub fixed_block_with_bit {
    my $d = deflate_bytes('A', 9);
    substr($d, -1) = chr(ord(substr $d, -1) | 0x80);
    return $d;
}

# The same content in the same number of bytes: 'abab' as four letters, or as two letters and a pair one byte longer.
# Found by trying every bit of the stream.
sub other_choice {
    my ($zip) = @_;
    for my $e (grep { $_->{method} == 8 } @{ $zip->{entries} }) {
        my $content = content_of($e);
        for my $bit (0 .. 8 * $e->{packed} - 1) {
            my $data = $e->{data};
            vec($data, $bit, 1) ^= 1;
            my ($i) = Compress::Raw::Zlib::Inflate->new(-WindowBits => -15, -ConsumeInput => 1);
            my ($in, $out) = ($data, '');
            my $status = $i->inflate($in, $out);
            next if $status != Z_STREAM_END || $out ne $content || $in ne '';
            next if substr($data, 0, -1) eq substr $e->{data}, 0, -1;
            $e->{data} = $data;
            return;
        }
    }
    die "SKIP no bit of this package can be chosen otherwise\n";
}

sub manifest {
    my ($zip, $change) = @_;
    my $e = find($zip, 'META-INF/ASiCManifest001.xml');
    local $_ = content_of($e);
    my $before = $_;
    $change->();
    die "the manifest did not change\n" if $_ eq $before;
    set_content($e, $_);
}

my ($command, @arguments) = @ARGV;
if ($command eq 'list') {
    print "$_ $variants{$_}[0]\n" for sort keys %variants;
} elsif ($command eq 'list-same') {
    print "$_\n" for sort keys %same;
} elsif ($command eq 'get') {
    print content_of(find(read_zip(slurp($arguments[0])), $arguments[1]));
} elsif ($command eq 'make' || $command eq 'replace') {
    my ($variant, $in, $out) = $command eq 'make' ? splice(@arguments, 0, 3) : ('', splice @arguments, 0, 2);
    my $zip = read_zip(slurp($in));
    if ($command eq 'make') {
        ($variants{$variant} ? $variants{$variant}[1] : $same{$variant})->($zip);
    }
    while (my ($name, $file) = splice @arguments, 0, 2) {
        set_content(find($zip, $name), slurp($file), 0);
    }
    open my $file, '>:raw', $out or die "$out: $!\n";
    print $file write_zip($zip);
    close $file or die "$out: $!\n";
} else {
    die "usage: zip.pl list|list-same|make|replace|get\n";
}
