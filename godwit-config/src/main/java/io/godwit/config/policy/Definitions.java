package io.godwit.config.policy;

import io.godwit.config.FileKind;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Sets.Items;
import io.godwit.config.words.Sets.NamedSet;
import io.godwit.policy.AsSet;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.CommunityPattern;
import io.godwit.policy.tree.PrefixSetRef;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All named sets, and what stands where an expression or an option needs one.
public final class Definitions {
    private static final String OF_PEER_PREFIXES = "peer.irr-prefixes";
    private static final String OF_PEER_ORIGINS = "peer.irr-origins";

    private final SetFiles files;
    private final Reporter report;
    private final Names<PrefixSet> prefixSets;
    private final Names<AsSet> asSets;
    private final Map<CommunityKind, Names<List<CommunityPattern>>> communitySets =
            new EnumMap<>(CommunityKind.class);
    // Members often share a list: it is read once.
    private final Map<Span, Optional<PrefixSet>> prefixesRead = new HashMap<>();
    private final Map<Span, Optional<AsSet>> asNumbersRead = new HashMap<>();
    private Optional<Span> rpkiAsked = Optional.empty();

    public Definitions(SetFiles files, Reporter report) {
        this.files = files;
        this.report = report;
        prefixSets = new Names<>("prefix-set", Code.UNKNOWN_SET, report);
        asSets = new Names<>("as-set", Code.UNKNOWN_SET, report);
        for (CommunityKind kind : CommunityKind.values()) {
            communitySets.put(kind, new Names<>(kind.word() + "-set", Code.UNKNOWN_SET, report));
        }
    }

    /// Notes that a condition asks what the RPKI says.
    void asksRpki(Span at) {
        rpkiAsked = rpkiAsked.or(() -> Optional.of(at));
    }

    /// Where a condition first asks what the RPKI says.
    public Optional<Span> rpkiAsked() {
        return rpkiAsked;
    }

    public void prefixSet(NamedSet set) {
        prefixSets.define(set.name(), prefixes(set.items()));
    }

    public void asSet(NamedSet set) {
        asSets.define(set.name(), asNumbers(set.items()));
    }

    public void communitySet(CommunityKind kind, NamedSet set) {
        Optional<List<CommunityPattern>> patterns =
                switch (set.items()) {
                    case Items.Listed(List<Arg> args, Span at) -> {
                        warnIfEmpty(args.isEmpty(), at);
                        yield items(args, at, in -> CommunityReader.read(kind, in))
                                .map(lists -> lists.stream().flatMap(List::stream).toList());
                    }
                    case Items.File(String _, Span at) -> {
                        report.error(
                                Code.NOT_OFFERED,
                                at,
                                "sets of communities from files are not offered",
                                "list them: `[ 64500:1, 64500:2 ]`");
                        yield Optional.empty();
                    }
                    case Items.Named _ -> Optional.empty();
                };
        communitySets.get(kind).define(set.name(), patterns);
    }

    public void warnUnused() {
        prefixSets.warnUnused();
        asSets.warnUnused();
        communitySets.values().forEach(Names::warnUnused);
    }

    /// The prefixes of a set or an option; empty after a report.
    public Optional<PrefixSet> prefixes(Items items) {
        return switch (items) {
            case Items.Named(String name, Span at) -> find(prefixSets, name, at);
            case Items.Listed(List<Arg> args, Span at) ->
                    prefixesRead.computeIfAbsent(
                            at,
                            _ -> {
                                warnIfEmpty(args.isEmpty(), at);
                                return items(args, at, Literals::prefixes).map(PrefixSet::of);
                            });
            case Items.File(String name, Span at) ->
                    prefixesRead.computeIfAbsent(
                            at,
                            _ -> {
                                Optional<List<PrefixRange>> read =
                                        files.read(name, FileKind.SET, at)
                                                .flatMap(text ->
                                                        SetFileReader.prefixes(text, report));
                                read.ifPresent(ranges -> warnIfEmpty(ranges.isEmpty(), at));
                                return read.map(PrefixSet::of);
                            });
        };
    }

    /// The AS numbers of a set or an option; empty after a report.
    public Optional<AsSet> asNumbers(Items items) {
        return switch (items) {
            case Items.Named(String name, Span at) -> find(asSets, name, at);
            case Items.Listed(List<Arg> args, Span at) ->
                    asNumbersRead.computeIfAbsent(
                            at,
                            _ -> {
                                warnIfEmpty(args.isEmpty(), at);
                                return items(args, at, Literals::asNumbers).map(AsSet::of);
                            });
            case Items.File(String name, Span at) ->
                    asNumbersRead.computeIfAbsent(
                            at,
                            _ -> {
                                Optional<List<AsSet.Range>> read =
                                        files.read(name, FileKind.SET, at)
                                                .flatMap(text ->
                                                        SetFileReader.asNumbers(text, report));
                                read.ifPresent(ranges -> warnIfEmpty(ranges.isEmpty(), at));
                                return read.map(AsSet::of);
                            });
        };
    }

    private static <T> Optional<T> find(Names<T> names, String name, Span at) {
        try {
            return Optional.of(names.find(name, at));
        } catch (NotUnderstood reported) {
            return Optional.empty();
        }
    }

    private void warnIfEmpty(boolean empty, Span at) {
        if (empty) {
            report.warning(Code.EMPTY_SET, at, "the set is empty: nothing is in it", "");
        }
    }

    /// One item of a list.
    private interface ItemReader<T> {
        T read(Pieces in) throws NotUnderstood;
    }

    /// All items of a list, every wrong one reported; empty if there was one.
    private <T> Optional<List<T>> items(List<Arg> args, Span at, ItemReader<T> reader) {
        var read = new ArrayList<T>();
        boolean good = true;
        for (Pieces item : Pieces.items(args, at, report)) {
            try {
                read.add(reader.read(item));
                item.end("item");
            } catch (NotUnderstood reported) {
                good = false;
            }
        }
        return good ? Optional.of(read) : Optional.empty();
    }

    // What expressions say.

    /// Behind `in`: a name, `peer.irr-prefixes`, a list, or one range.
    PrefixSetRef prefixes(Pieces in) throws NotUnderstood {
        String example = "for example `bogons` or `[ 10.0.0.0/8+ ]`";
        Piece piece = in.need("a set of prefixes", example);
        String text = piece.text();
        if (piece.kind() == Piece.Kind.LIST) {
            Arg.Items list = piece.list().orElseThrow();
            PrefixSet set =
                    prefixes(new Items.Listed(list.args(), list.span()))
                            .orElseThrow(NotUnderstood::new);
            return new PrefixSetRef.Known("", set);
        }
        if (piece.kind() != Piece.Kind.WORD) {
            throw in.expected("a set of prefixes", piece, example);
        }
        if (text.equals(OF_PEER_PREFIXES)) {
            return new PrefixSetRef.OfPeer();
        }
        if (text.indexOf('/') >= 0) {
            Span at = piece.span();
            Arg word = new Arg.Scalar(piece.token());
            PrefixRange one = Literals.prefixes(Pieces.of(List.of(word), at, report));
            return new PrefixSetRef.Known("", PrefixSet.of(List.of(one)));
        }
        if (text.equals(OF_PEER_ORIGINS) || !prefixSets.has(text) && asSets.has(text)) {
            throw in.wrong(
                    Code.WRONG_TYPE,
                    piece.span(),
                    piece.span().quoted() + " has AS numbers, not prefixes",
                    text.equals(OF_PEER_ORIGINS) ? "did you mean `" + OF_PEER_PREFIXES + "`?" : "");
        }
        return new PrefixSetRef.Known(text, prefixSets.find(text, piece.span()));
    }

    /// A name, `peer.irr-origins`, a list, one number or range.
    AsSetRef asNumbers(Pieces in) throws NotUnderstood {
        String example = "for example `transit-free` or `[ 64511, 64512..65534 ]`";
        Piece piece = in.need("a set of AS numbers", example);
        String text = piece.text();
        if (piece.kind() == Piece.Kind.LIST) {
            Arg.Items list = piece.list().orElseThrow();
            AsSet set =
                    asNumbers(new Items.Listed(list.args(), list.span()))
                            .orElseThrow(NotUnderstood::new);
            return new AsSetRef.Known("", set);
        }
        if (piece.kind() != Piece.Kind.WORD) {
            throw in.expected("a set of AS numbers", piece, example);
        }
        if (text.equals(OF_PEER_ORIGINS)) {
            return new AsSetRef.OfPeer();
        }
        if (Character.isDigit(text.charAt(0)) && !asSets.has(text)) {
            Arg word = new Arg.Scalar(piece.token());
            AsSet.Range one = Literals.asNumbers(Pieces.of(List.of(word), piece.span(), report));
            return new AsSetRef.Known("", AsSet.of(List.of(one)));
        }
        if (text.equals(OF_PEER_PREFIXES) || !asSets.has(text) && prefixSets.has(text)) {
            throw in.wrong(
                    Code.WRONG_TYPE,
                    piece.span(),
                    piece.span().quoted() + " has prefixes, not AS numbers",
                    text.equals(OF_PEER_PREFIXES) ? "did you mean `" + OF_PEER_ORIGINS + "`?" : "");
        }
        return new AsSetRef.Known(text, asSets.find(text, piece.span()));
    }

    /// Behind `has`, `add`, `remove`: a pattern, a list of them, or a name.
    List<CommunityPattern> communities(CommunityKind kind, Pieces in) throws NotUnderstood {
        if (in.at(Piece.Kind.LIST)) {
            Arg.Items list = in.take().list().orElseThrow();
            warnIfEmpty(list.args().isEmpty(), list.span());
            return items(list.args(), list.span(), item -> CommunityReader.read(kind, item))
                    .orElseThrow(NotUnderstood::new)
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }
        Names<List<CommunityPattern>> sets = communitySets.get(kind);
        Optional<Piece> name =
                in.peek()
                        .filter(p -> p.kind() == Piece.Kind.WORD && p.text().indexOf(':') < 0)
                        .filter(p -> sets.has(p.text()) || isName(p, kind));
        return name.isPresent()
                ? sets.find(in.take().text(), name.get().span())
                : CommunityReader.read(kind, in);
    }

    private static boolean isName(Piece piece, CommunityKind kind) {
        boolean known =
                kind == CommunityKind.STANDARD && CommunityReader.KNOWN.containsKey(piece.text());
        return !known && Character.isLetter(piece.text().charAt(0));
    }
}
