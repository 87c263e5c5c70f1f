using FsCheck;
using FsCheck.Fluent;
using SohoSolo.Mqtt.Access;

namespace SohoSolo.Mqtt.Tests.Access;

public sealed class AccessListTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(Repository.IsFull ? 20_000 : 500);

    [Fact]
    public void Lines_before_the_first_user_are_for_clients_without_a_name()
    {
        var list = AccessList.Parse("topic read news/#\n\n# a user's own\nuser anne\ntopic write anne/in\n");

        Assert.True(list.MaySubscribe(null, "c", "news/today"));
        Assert.False(list.MaySubscribe("anne", "c", "news/today"));
        Assert.True(list.MayPublish("anne", "c", "anne/in"));
        Assert.False(list.MayPublish(null, "c", "anne/in"));
        Assert.False(list.MayPublish("bob", "c", "anne/in"));
    }

    [Theory]
    [InlineData("topic read t", true, false)]
    [InlineData("topic write t", false, true)]
    [InlineData("topic readwrite t", true, true)]
    [InlineData("topic t", true, true)]
    [InlineData("topic deny t", false, false)]
    [InlineData("topic\tread   t", true, false)]
    [InlineData("", false, false)]
    public void Each_word_of_access_gives_what_it_says(string line, bool mayRead, bool mayWrite)
    {
        var list = AccessList.Parse(line);

        Assert.Equal((mayRead, mayWrite), (list.MaySubscribe(null, "c", "t"), list.MayPublish(null, "c", "t")));
    }

    [Fact]
    public void A_user_may_have_several_groups_and_a_name_with_spaces()
    {
        var list = AccessList.Parse("user Bob Smith\r\ntopic read a b/#\r\nuser other\r\ntopic x\r\nuser Bob Smith\r\ntopic write c\r\n");

        Assert.True(list.MayPublish("Bob Smith", "c", "c"));
        Assert.False(list.MaySubscribe("Bob Smith", "c", "x"));
    }

    [Fact]
    public void A_deny_stands_above_every_other_line()
    {
        var list = AccessList.Parse("topic readwrite #\ntopic deny secret/#\npattern read secret/open");

        Assert.True(list.MayPublish(null, "c", "open"));
        Assert.False(list.MayPublish(null, "c", "secret/door"));
        Assert.False(list.MaySubscribe(null, "c", "secret/open"));
        Assert.False(list.MaySubscribe(null, "c", "+/door"));
        Assert.False(list.MaySubscribe(null, "c", "#"));
        Assert.True(list.MaySubscribe(null, "c", "open/#"));
    }

    [Fact]
    public void A_subscription_is_granted_only_when_one_line_covers_it()
    {
        var list = AccessList.Parse("topic read a/+\ntopic read b/#");

        Assert.True(list.MaySubscribe(null, "c", "a/+"));
        Assert.True(list.MaySubscribe(null, "c", "a/x"));
        Assert.False(list.MaySubscribe(null, "c", "a/#"));
        Assert.False(list.MaySubscribe(null, "c", "+/x"));
        Assert.False(list.MaySubscribe(null, "c", "#"));
        Assert.True(list.MaySubscribe(null, "c", "$share/group/b/+/c"));
        Assert.False(list.MaySubscribe(null, "c", "$share/b/c"));
        Assert.False(list.MaySubscribe(null, "c", "$share/b"));
    }

    [Fact]
    public void Names_are_put_into_patterns()
    {
        var list = AccessList.Parse("pattern write dev/%u/#\npattern read to/%c/x-%u");

        Assert.True(list.MayPublish("pir", "c1", "dev/pir/state"));
        Assert.False(list.MayPublish("pir", "c1", "dev/other/state"));
        Assert.False(list.MayPublish(null, "pir", "dev/pir/state"));
        Assert.True(list.MaySubscribe("pir", "c1", "to/c1/x-pir"));
        Assert.False(list.MaySubscribe("pir", "c1", "to/c1/x-other"));
        Assert.True(AccessList.Parse($"pattern write %u/{new string('x', 400)}").MayPublish("pir", "c", $"pir/{new string('x', 400)}"));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("+/#")]
    [InlineData("a/#")]
    [InlineData("a/b")]
    [InlineData("/")]
    [InlineData("")]
    public void A_name_that_is_no_single_level_is_given_nothing_by_a_pattern(string name)
    {
        var list = AccessList.Parse("pattern readwrite of/%u/#\npattern readwrite by/%c/#\npattern readwrite of/%c");
        string[] asked = ["of/+/#", "of/#", "of/a", "of/a/b", "of//x", "of/+", "by/a/b", "by/+/#", "by/#", $"of/{name}", $"of/{name}/#", $"by/{name}/#"];

        Assert.All(asked, filter => Assert.False(list.MaySubscribe(name, name, filter)));
        Assert.All(asked, topic => Assert.False(list.MayPublish(name, name, topic)));
    }

    [Fact]
    public void A_name_with_a_dollar_in_front_does_not_reach_the_brokers_own_topics()
    {
        var list = AccessList.Parse("pattern read %c/#\npattern read x/%c/#");

        Assert.False(list.MaySubscribe(null, "$SYS", "$SYS/#"));
        Assert.True(list.MaySubscribe(null, "$SYS", "x/$SYS/#"));
        Assert.True(list.MaySubscribe(null, "own", "own/#"));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a/+")]
    [InlineData("a/#")]
    public void Nobody_publishes_to_a_wildcard(string topic) => Assert.False(AccessList.Parse("topic #").MayPublish(null, "c", topic));

    /// <summary>Every topic that a granted subscription could deliver is allowed by itself, whatever the names hold.</summary>
    [Fact]
    public void What_is_granted_holds_nothing_that_is_not_allowed()
    {
        var name = Gen.Elements("a", "b", "+", "#", "a/b", "$s", "z");
        var line = from word in Gen.Elements("topic read", "topic readwrite", "topic write", "topic deny") from filter in Oracle.Filter select $"{word} {filter}";
        var pattern = from word in Gen.Elements("read", "read", "deny") from template in Gen.Elements("%u/#", "a/%u", "%c/+", "%u/%c/#", "+/%c") select $"pattern {word} {template}";
        var world =
            from lines in line.ListOf()
            from patterns in pattern.ListOf()
            from client in name
            from asked in Oracle.Filter
            select (Lines: lines.Concat(patterns).ToArray(), Client: client, Asked: asked);

        Prop.ForAll(world.ToArbitrary(), tried =>
        {
            var list = AccessList.Parse(string.Join('\n', tried.Lines));
            var delivered = Oracle.Topics.Where(topic => Oracle.Matches(tried.Asked, topic)).ToArray();
            return !list.MaySubscribe(null, tried.Client, tried.Asked) || delivered.All(topic => Allowed(tried.Lines, tried.Client, topic));
        }).Check(Many);
    }

    [Theory]
    [InlineData("topic read a\nusers anne", "acl, line 2: a line begins with user, topic or pattern, not 'users'")]
    [InlineData("user", "acl, line 1: 'user' needs a name")]
    [InlineData("\n\ntopic reed a", "acl, line 3: 'reed' is no access; it is read, write, readwrite or deny")]
    [InlineData("topic", "acl, line 1: a topic filter is missing")]
    [InlineData("pattern read a/#/b", "acl, line 1: 'a/#/b' is no topic filter: + and # stand alone between slashes, # at the end")]
    [InlineData("pattern read %u+", "acl, line 1: '%u+' is no topic filter: + and # stand alone between slashes, # at the end")]
    public void A_wrong_line_is_named(string text, string says) => Assert.Equal(says, Assert.Throws<AccessFileException>(() => AccessList.Parse(text)).Message);

    /// <summary>The lines once more, told by hand: an anonymous client's name is its identifier, and a level that no topic has matches nothing.</summary>
    private static bool Allowed(string[] lines, string client, string topic)
    {
        var rules = lines.Select(line => line.Split(' ')).Where(words => !words[2].Contains("%u", StringComparison.Ordinal)).ToArray();
        var matching = rules.Where(words => words[0] == "topic" ? Oracle.Matches(words[2], topic) : MatchesLiterally(words[2], client, topic)).Select(words => words[1]).ToArray();
        return !matching.Contains("deny") && matching.Any(word => word.StartsWith("read", StringComparison.Ordinal));
    }

    private static bool MatchesLiterally(string template, string client, string topic)
    {
        const string Stand = "STAND-IN";
        var levels = topic.Split('/').Select(level => level == client ? Stand : level);
        return Oracle.Matches(template.Replace("%c", Stand, StringComparison.Ordinal), string.Join('/', levels)) && !(topic.StartsWith('$') && (template[0] == '+' || template[0] == '%'));
    }
}
