using SohoSolo.Gateway.Wire;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Gateways;

/// <summary>What an operator does about a site's gateway, in processes of their own.</summary>
public sealed class GatewayCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    private HubOptions Options => HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db"));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Enrolling_prints_a_gateways_settings_once()
    {
        await HubProcess.Run(Options, "seed-demo");
        var first = await HubProcess.Run(Options, "gateway enrol", "nogaro");
        var again = await HubProcess.Run(Options, "gateway enrol", "nogaro");
        var rotated = await HubProcess.Run(Options, "gateway enrol", "nogaro", "--rotate");

        Assert.Equal((0, 2, 0), (first.ExitCode, again.ExitCode, rotated.ExitCode));
        Assert.Equal(["SOHOSOLO__SITE", "SOHOSOLO__HUB", "SOHOSOLO__LAN", "SOHOSOLO__STORE", "SOHOSOLO__KEY"], Lines(first.Output).Select(line => line.Split('=')[0]));
        Assert.Equal((1, 2), (KeysOf(first.Output).Kid, KeysOf(rotated.Output).Kid));
        Assert.Empty(again.Output);
        Assert.Equal("The gateway of nogaro has its keys; --rotate makes new ones.", again.Error.Trim());
    }

    [Fact]
    public async Task A_revoked_gateway_may_be_enrolled_again_and_nothing_is_done_about_a_site_that_is_none()
    {
        await HubProcess.Run(Options, "seed-demo");
        await HubProcess.Run(Options, "gateway enrol", "nogaro");

        Assert.Equal(0, (await HubProcess.Run(Options, "gateway revoke", "nogaro")).ExitCode);
        Assert.Equal(1, (await HubProcess.Run(Options, "gateway revoke", "nogaro")).ExitCode);
        Assert.Equal(2, KeysOf((await HubProcess.Run(Options, "gateway enrol", "nogaro")).Output).Kid);
        Assert.Equal("There is no site 'nowhere'.", (await HubProcess.Run(Options, "gateway enrol", "nowhere")).Error.Trim());
        Assert.Equal(1, (await HubProcess.Run(Options, "gateway accept-gap", "nogaro")).ExitCode);
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static GatewayKeys KeysOf(string output) => GatewayKeys.Read(Lines(output).Single(line => line.StartsWith("SOHOSOLO__KEY=", StringComparison.Ordinal))["SOHOSOLO__KEY=".Length..])!;
}
