using System.Net;
using SohoSolo.Hub.Outbound;
using Xunit;

namespace SohoSolo.Hub.Tests.Outbound;

/// <summary>Which addresses are somebody else's, by the registries of special addresses.</summary>
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("127.0.0.1")]
    [InlineData("127.255.0.1"), InlineData("169.254.169.254"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.8"), InlineData("192.0.2.1"), InlineData("192.88.99.1")]
    [InlineData("192.168.1.1"), InlineData("198.18.0.1"), InlineData("198.19.255.255"), InlineData("198.51.100.7"), InlineData("203.0.113.9"), InlineData("224.0.0.1"), InlineData("239.1.1.1")]
    [InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::7f00:1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:169.254.169.254"), InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b:1::1"), InlineData("100::1"), InlineData("2001::1"), InlineData("2001:0:53aa:64c::1"), InlineData("2001:10::1"), InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1"), InlineData("2002:c0a8:101::1"), InlineData("3fff::1"), InlineData("5f00::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("fe80::1")]
    [InlineData("fe80::1%1"), InlineData("fec0::1"), InlineData("ff02::1"), InlineData("4000::1")]
    public void Near_or_nobodys(string address) => Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.1"), InlineData("100.63.255.255"), InlineData("100.128.0.1"), InlineData("172.15.0.1"), InlineData("172.32.0.1")]
    [InlineData("192.167.1.1"), InlineData("198.17.0.1"), InlineData("198.20.0.1"), InlineData("223.255.255.255"), InlineData("::ffff:1.1.1.1"), InlineData("64:ff9b::1.1.1.1")]
    [InlineData("2001:200::1"), InlineData("2001:4860:4860::8888"), InlineData("2003::1"), InlineData("2a01:e0a::1"), InlineData("2606:4700::1111")]
    public void Somebody_elses(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.org/hooks", null)]
    [InlineData("https://example.org:8443/hooks?a=b", null)]
    [InlineData("http://example.org/hooks", OutboundTrouble.NotHttps)]
    [InlineData("ftp://example.org/hooks", OutboundTrouble.NotHttps)]
    [InlineData("file:///etc/passwd", OutboundTrouble.NotHttps)]
    [InlineData("gopher://example.org:70/", OutboundTrouble.NotHttps)]
    [InlineData("https://user:secret@example.org/", OutboundTrouble.BadAddress)]
    [InlineData("https://example.org:25/", OutboundTrouble.BadAddress)]
    [InlineData("https://example.org:22/", OutboundTrouble.BadAddress)]
    [InlineData("https://127.0.0.1/", OutboundTrouble.NotPublic)]
    [InlineData("https://2130706433/", OutboundTrouble.NotPublic)]
    [InlineData("https://0x7f.1/", OutboundTrouble.NotPublic)]
    [InlineData("https://0177.0.0.1/", OutboundTrouble.NotPublic)]
    [InlineData("https://127.1/", OutboundTrouble.NotPublic)]
    [InlineData("https://[::1]/", OutboundTrouble.NotPublic)]
    [InlineData("https://[::ffff:7f00:1]/", OutboundTrouble.NotPublic)]
    [InlineData("https://169.254.169.254/latest/meta-data", OutboundTrouble.NotPublic)]
    public void An_address_is_judged_before_anybody_is_asked(string address, object? trouble) =>
        Assert.Equal((OutboundTrouble?)trouble, new OutboundRules(AllowsThisMachine: false).Judge(new Uri(address)));

    [Fact]
    public void A_demo_may_call_its_own_machine_and_no_neighbour()
    {
        var rules = new OutboundRules(AllowsThisMachine: true);

        Assert.Null(rules.Judge(new Uri("http://127.0.0.1:8080/")));
        Assert.Null(rules.Judge(new Uri("http://[::1]:8080/")));
        Assert.Equal(OutboundTrouble.NotPublic, rules.Judge(new Uri("http://192.168.1.1/")));
        Assert.Equal(OutboundTrouble.NotPublic, rules.Judge(new Uri("http://169.254.169.254/")));
    }
}
