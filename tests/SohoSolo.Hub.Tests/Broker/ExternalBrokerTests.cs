using System.Net;
using SohoSolo.Testing;
using SohoSolo.Testing.Mqtt;
using Xunit;

namespace SohoSolo.Hub.Tests.Broker;

/// <summary>A hub with Mosquitto beside it.</summary>
public sealed class ExternalBrokerTests : IDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sohosolo-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_hub_is_ready_while_its_broker_is_reached()
    {
        var users = Path.Combine(folder.FullName, "users");
        await MosquittoClients.WriteUsers(users, ("hub", "p@w"));
        await using var mosquitto = await MosquittoBroker.Start(new BrokerOptions { Users = users, AllowAnonymous = false }, Stop);
        var options = HubOptions.Sqlite(Path.Combine(folder.FullName, "hub.db")) with { Demo = "false", Mqtt = $"mqtt://hub:p%40w@127.0.0.1:{mosquitto.Port}" };
        await using var hub = await HubProcess.Start(options, Stop);
        using var http = new HttpClient { BaseAddress = hub.Url };
        Assert.Contains("\"broker\":\"ok\"", await http.GetStringAsync(new Uri("health/ready", UriKind.Relative), Stop), StringComparison.Ordinal);

        mosquitto.Kill9();
        await Says(http, HttpStatusCode.ServiceUnavailable, "unreachable", hub);

        await mosquitto.Start(Stop);
        await Says(http, HttpStatusCode.OK, "ok", hub);
        Assert.DoesNotContain("p@w", hub.Output, StringComparison.Ordinal);
    }

    private static Task Says(HttpClient http, HttpStatusCode status, string word, HubProcess hub) => Patience.Until(
        async () =>
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), Stop);
            return answer.StatusCode == status && (await answer.Content.ReadAsStringAsync(Stop)).Contains($"\"broker\":\"{word}\"", StringComparison.Ordinal);
        },
        Patient,
        () => $"The hub did not say '{word}' of its broker:\n{hub.Output}",
        Stop);
}
