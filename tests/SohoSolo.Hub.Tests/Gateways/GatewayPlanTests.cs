using SohoSolo.Core;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Commands;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using Xunit;

namespace SohoSolo.Hub.Tests.Gateways;

public sealed class GatewayPlanTests
{
    private static readonly string Key = Keys().ToText();

    private static GatewayTexts Whole => new() { Site = "nogaro", Hub = "mqtt://gw-nogaro:p@hub.example.org:1884", Lan = "127.0.0.1:1885", Store = "s", Key = Key };

    [Fact]
    public void The_printed_lines_are_a_plan()
    {
        var plan = GatewayPlan.Read(Whole);

        Assert.Equal(("nogaro", "hub.example.org", 1884, "gw-nogaro", 1885, "s"), (plan.Keys.Site.Value, plan.Hub.Host, plan.Hub.Port, plan.Hub.User, Assert.IsType<MqttSetting.Embedded>(plan.Lan).Listen.Port, plan.Store));
        Assert.DoesNotContain(Key, $"{plan}{Whole}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_sites_network_may_be_somebody_elses_broker()
    {
        var lan = Assert.IsType<MqttSetting.External>(GatewayPlan.Read(Whole with { Lan = "mqtt://door:p%40w@192.168.1.4:1884" }).Lan);

        Assert.Equal(("192.168.1.4", 1884, "door", "p@w"), (lan.Host, lan.Port, lan.User, lan.Password));
        Assert.DoesNotContain("p@w", $"{lan}", StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_wrong_is_said_in_one_line_without_a_secret()
    {
        foreach (var wrong in new[]
        {
            Whole with { Site = null }, Whole with { Site = "auch" }, Whole with { Key = null }, Whole with { Key = "secret" }, Whole with { Key = "file:/nowhere/secret" },
            Whole with { Hub = null }, Whole with { Hub = "tcp://secret" }, Whole with { Hub = "off" }, Whole with { Lan = "1885" },
            Whole with { Lan = "off" }, Whole with { Lan = $"mqtt:/{Key}" },
        })
        {
            var refused = Assert.Throws<SettingsException>(() => GatewayPlan.Read(wrong)).Message;
            Assert.StartsWith("SOHOSOLO__", refused, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused);
            Assert.DoesNotContain(Key, refused, StringComparison.Ordinal);
        }
    }

    private static GatewayKeys Keys()
    {
        using var box = TestKeys.Make();
        return new GatewayKeys(
            new SiteId("nogaro"), "gw-nogaro", 1, new byte[32], new byte[32], 1, box.Sign.ExportSubjectPublicKeyInfo(), box.Seal.PublicKey.ExportSubjectPublicKeyInfo(), box.PinSalt);
    }
}
