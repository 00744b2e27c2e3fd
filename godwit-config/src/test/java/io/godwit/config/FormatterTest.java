package io.godwit.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FormatterTest {
    private static Rewritten format(String name, String text) {
        return Formatter.format(name, Sources.of(name, text));
    }

    @Test
    void anElseStaysBehindItsBrace() {
        String text =
                """
                policy p {
                    if med exists { accept }

                    else if family = ipv4
                    {
                        set med 1;
                        accept;
                    }
                    else { reject "x" }
                    # not before a comment
                    if med exists { accept }
                    # so
                    else { reject "y"; }
                }
                """;
        String once = format("a.conf", text).text().orElseThrow();
        assertThat(once)
                .isEqualTo(
                        """
                        policy p {
                            if med exists { accept } else if family = ipv4 {
                                set med 1;
                                accept;
                            } else { reject "x" }
                            # not before a comment
                            if med exists { accept }
                            # so
                            else { reject "y" }
                        }
                        """);
        assertThat(format("a.conf", once).text()).contains(once);
    }

    @Test
    void oneLayout() {
        String text =
                """


                # first

                #second
                router {as 65001;id 10.77.0.1;}   # behind
                group g { as 65001 ;
                   family [ipv4 ,ipv6,] # both
                   ; ;
                # own line
                   import accept # no semicolon



                   # last
                }
                neighbor 10.77.0.2   in g  {
                }
                neighbor
                    10.77.0.3 # which one?
                    in g;
                neighbor 10.77.0.4 in g { name "a  ;  b"; description "a text that makes the line too long"; passive; };
                originate 192.0.2.0/24; originate 198.51.100.0/24;\
                """;
        assertThat(format("a.conf", text + "\n").text())
                .contains(
                        """
                        # first

                        #second
                        router { as 65001; id 10.77.0.1 }  # behind
                        group g {
                            as 65001;
                            family [ ipv4, ipv6 ];  # both
                            # own line
                            import accept;  # no semicolon

                            # last
                        }
                        neighbor 10.77.0.2 in g {
                        }
                        neighbor 10.77.0.3  # which one?
                            in g;
                        neighbor 10.77.0.4 in g {
                            name "a  ;  b";
                            description "a text that makes the line too long";
                            passive;
                        }
                        originate 192.0.2.0/24;
                        originate 198.51.100.0/24;
                        """);
    }

    @Test
    void wordsOfOtherVersionsAreFormattedToo() {
        String text =
                """
                policy member-in{reject 1 "too-long" if as-path.length>32;accept}
                prefix-set bogons [ 0.0.0.0/8+, 10.0.0.0/8+, 100.64.0.0/10+, 127.0.0.0/8+, # more
                  169.254.0.0/16+, 172.16.0.0/12+, 192.168.0.0/16+, 224.0.0.0/3+ ];
                """;
        assertThat(format("a.conf", text).text())
                .contains(
                        """
                        policy member-in { reject 1 "too-long" if as-path.length>32; accept }
                        prefix-set bogons [
                            0.0.0.0/8+, 10.0.0.0/8+, 100.64.0.0/10+, 127.0.0.0/8+,  # more
                            169.254.0.0/16+, 172.16.0.0/12+, 192.168.0.0/16+, 224.0.0.0/3+
                        ];
                        """);
    }

    @Test
    void brokenTextIsLeftAlone() {
        Rewritten rewritten = format("a.conf", "router { as 65001\n");
        assertThat(rewritten.text()).isEmpty();
        assertThat(rewritten.reading().text()).startsWith("a.conf:1:18: error[GW-1006]");
        assertThat(format("a.json", "{,}").reading().errors()).isEqualTo(1);
    }

    @Test
    void theMachineFormIsPrettyJson() {
        assertThat(format("a.json", "{\"router\":{\"as\":1.10,\"x\":[]}}").text())
                .contains(
                        """
                        {
                          "router": {
                            "as": 1.10,
                            "x": []
                          }
                        }
                        """);
    }
}
