package io.godwit.config.words;

import io.godwit.config.model.ReloadConfig;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words about changes of the running configuration, and those that commands write down.
public final class ChangeWords {
    /// What `keep-down` says.
    ///
    /// @param text for the neighbor (RFC 9003); may be empty
    /// @param at the address
    public record KeptDown(Address address, String text, Span at) {}

    private static final Argument<String> REASON = Texts.text("a text", 255, 255);

    private static final Argument<Integer> PERCENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "N%";
                }

                @Override
                public String what() {
                    return "a share in percent";
                }

                @Override
                public Optional<Integer> read(ArgumentReader args) {
                    return args.word(what()).flatMap(token -> percent(token, args));
                }

                @Override
                public String conf(Integer value) {
                    return value + "%";
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.integer(1, 100);
                }
            };

    private static Optional<Integer> percent(Token token, ArgumentReader args) {
        String text = token.value();
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        long value = Numbers.digits(number).orElse(0);
        if (value < 1 || value > 100) {
            args.report()
                    .error(
                            Code.OUT_OF_RANGE,
                            token.span(),
                            args.name() + " takes 1% to 100%, not " + token.quoted(),
                            "");
            return Optional.empty();
        }
        return Optional.of((int) value);
    }

    private static final Argument<KeptDown> KEPT_DOWN =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "ADDRESS [\"TEXT\"]";
                }

                @Override
                public String what() {
                    return "an address";
                }

                @Override
                public Optional<KeptDown> read(ArgumentReader args) {
                    Optional<Token> token = args.word(what());
                    Optional<Address> address =
                            token.flatMap(t -> Addresses.scoped(t, args.report()));
                    if (address.isEmpty()) {
                        return Optional.empty();
                    }
                    Optional<String> text = args.atEnd() ? Optional.of("") : REASON.read(args);
                    return text.map(t -> new KeptDown(address.get(), t, token.get().span()));
                }

                @Override
                public String conf(KeptDown value) {
                    return value.address()
                            + (value.text().isEmpty() ? "" : " " + REASON.conf(value.text()));
                }

                @Override
                public Object json(KeptDown value) {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("address", value.address().toString());
                    if (!value.text().isEmpty()) {
                        members.put("text", value.text());
                    }
                    return members;
                }

                @Override
                public Map<String, Object> schema() {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("address", Schemas.type("string"));
                    members.put("text", Schemas.text(255));
                    return Schemas.object(members, List.of("address"));
                }

                @Override
                public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                    return keptDown(value, arguments);
                }
            };

    private static Optional<List<Arg>> keptDown(Json value, JsonArguments arguments) {
        if (!(value instanceof Json.Obj object)) {
            arguments.wrongType("keep_down", "objects with an address", value);
            return Optional.empty();
        }
        Optional<Json> address = object.get("address");
        if (!arguments.onlyMembers(object, List.of("address", "text"), "`keep_down`")
                || address.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Arg>> args = arguments.scalar(address.get(), Addresses.LOCAL);
        Optional<Json> text = object.get("text");
        if (args.isEmpty() || text.isEmpty()) {
            return args;
        }
        return arguments
                .scalar(text.get(), REASON)
                .map(reason -> {
                    var all = new ArrayList<>(args.get());
                    all.addAll(reason);
                    return all;
                });
    }

    public static final Word<Integer> RELOAD_LOSS_LIMIT =
            Word.one(
                    "reload-loss-limit",
                    List.of(Block.FILE),
                    PERCENT,
                    20,
                    ReloadConfig.STANDARD.refuseIfLostPercent() + "%",
                    "A reload is refused, unless `--force` is said, if it takes more than this share"
                            + " of the routes accepted of an established neighbor, of those sent to"
                            + " one, of the prefixes that have a path, of the own routes, or of the"
                            + " established sessions, when it is more than one.");

    public static final Word<String> SAVE_COMMANDS_TO =
            Word.one(
                    "save-commands-to",
                    List.of(Block.FILE),
                    Texts.text("a file name", 4096, 4096),
                    "saved.conf",
                    "",
                    "Where commands with `--save` write what they change, relative to the main"
                            + " file. It is read like an included file, and need not exist.");

    public static final Word<KeptDown> KEEP_DOWN =
            Word.many(
                    "keep-down",
                    List.of(Block.FILE),
                    KEPT_DOWN,
                    new KeptDown(Address.ofV4(0x0a4d0002), "maintenance", Words.NOWHERE),
                    "",
                    "Keeps a neighbor down that stands in another file; `shutdown --save` writes"
                            + " it. The text goes to the neighbor (RFC 9003).");

    /// The rows in the order of the documentation.
    static final List<Word<?>> ALL = List.of(RELOAD_LOSS_LIMIT, SAVE_COMMANDS_TO, KEEP_DOWN);

    private ChangeWords() {}
}
