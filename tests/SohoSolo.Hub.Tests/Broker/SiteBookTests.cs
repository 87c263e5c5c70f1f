using SohoSolo.Core;
using SohoSolo.Core.Devices;
using SohoSolo.Hub.Broker;
using Xunit;

namespace SohoSolo.Hub.Tests.Broker;

public sealed class SiteBookTests
{
    [Fact]
    public void Whoever_is_gone_or_has_another_password_is_shown_out()
    {
        var book = new SiteBook();
        Assert.Empty(book.Replace([Thing("stays"), Thing("renewed"), Thing("removed")], [Login("gw-nogaro", "one")]));

        Assert.Equal(["removed", "renewed"], book.Replace([Thing("stays"), Thing("renewed") with { PasswordHash = "other" }, Thing("new")], [Login("gw-nogaro", "two")]).Order(StringComparer.Ordinal));
        Assert.Equal(["gw-nogaro"], book.Replace([Thing("stays"), Thing("renewed") with { PasswordHash = "other" }, Thing("new")], []));
    }

    private static GatewayLogin Login(string name, string hash) => new(name, new SiteId("nogaro"), hash);

    private static Device Thing(string id) => new() { Id = id, Site = new SiteId("nogaro"), Driver = "sohosolo", Role = "bridge", PasswordHash = "hash", MadeAt = DateTimeOffset.UnixEpoch };
}
