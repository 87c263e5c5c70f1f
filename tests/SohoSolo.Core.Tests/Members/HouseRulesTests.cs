using SohoSolo.Core.Members;
using Xunit;

namespace SohoSolo.Core.Tests.Members;

public sealed class HouseRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly Member Newcomer = new() { Id = new MemberId("lea"), Name = "Léa", Commune = "32296", MadeAt = Now };

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(3, 2, false)]
    public void She_is_asked_until_she_has_accepted_this_edition_or_a_later_one(int? accepted, int edition, bool asked) =>
        Assert.Equal(asked, new HouseRules(edition).Await(Newcomer with { Accepted = accepted is { } known ? new Acceptance(known, Now) : null }));

    [Theory]
    [InlineData("32296", null, false)]
    [InlineData(null, "ES", false)]
    [InlineData(null, null, true)]
    public void She_is_asked_until_she_has_said_where_she_lives(string? commune, string? country, bool asked) =>
        Assert.Equal(asked, new HouseRules().Await(Newcomer with { Commune = commune, Country = country, Accepted = new Acceptance(1, Now) }));

    [Fact]
    public void Who_reads_English_gets_the_chambers_French_where_it_has_no_English()
    {
        var rules = new HouseRules { French = "Parlez bas." };

        Assert.Equal(("Parlez bas.", "Parlez bas."), (rules.In(Language.Fr), rules.In(Language.En)));
        Assert.Equal("Speak softly.", (rules with { English = "Speak softly." }).In(Language.En));
        Assert.Null((rules with { French = null, English = "Speak softly." }).In(Language.Fr));
    }
}
