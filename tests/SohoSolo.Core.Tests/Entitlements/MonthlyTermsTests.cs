using SohoSolo.Core.Entitlements;
using Xunit;

namespace SohoSolo.Core.Tests.Entitlements;

public sealed class MonthlyTermsTests
{
    private static readonly DateOnly First = new(2026, 11, 1);

    private static readonly Entitlement.OccasionalFree Free = new(10, 6) { Id = new EntitlementId("g"), Member = new MemberId("anne"), Funder = "200035632", FirstDay = First };

    private static readonly Entitlement.Funded Paid = new("Atelier", 4) { Id = new EntitlementId("p"), Member = new MemberId("anne"), Funder = "200035632", FirstDay = First };

    [Fact]
    public void Those_who_hold_the_same_have_the_same_terms()
    {
        Assert.Equal(new MonthlyTerms(null, 10, 6), MonthlyTerms.Of(Free));
        Assert.Equal(MonthlyTerms.Of(Free), MonthlyTerms.Of(Free with { Id = new EntitlementId("other"), Member = new MemberId("bruno"), Funder = "243200409" }));
        Assert.Equal(new MonthlyTerms("Atelier", 4, null), MonthlyTerms.Of(Paid));
        Assert.Null(MonthlyTerms.Of(new Entitlement.FreePeriod { Id = Free.Id, Member = Free.Member, Funder = Free.Funder, FirstDay = First, LastDay = First }));
    }

    [Fact]
    public void A_grant_takes_other_terms_of_its_kind_and_keeps_everything_else()
    {
        Assert.Equal(Free with { Version = 2, UnitsAMonth = 3, PerSiteCap = null }, new MonthlyTerms(null, 3, null).On(Free));
        Assert.Equal(Paid with { Version = 2, DaysAMonth = 9 }, new MonthlyTerms("Atelier", 9, null).On(Paid));
    }

    [Fact]
    public void Nothing_becomes_of_terms_that_hold_already_or_are_of_another_kind_or_payer()
    {
        Assert.Null(MonthlyTerms.Of(Free)!.On(Free));
        Assert.Null(new MonthlyTerms("Atelier", 3, null).On(Free));
        Assert.Null(new MonthlyTerms(null, 3, null).On(Paid));
        Assert.Null(new MonthlyTerms("Mairie", 3, null).On(Paid));
    }
}
