using System.Globalization;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.EndToEnd.Doors;

/// <summary>The main job at the demo's readers of other makers: what they publish opens the door and checks the booking in, and what somebody else presents there does not.</summary>
public sealed class OtherMakersTests
{
    public static TheoryData<string, string, string, string, string> Readers => new()
    {
        { "auch", "rfid-auch", "/rfid-auch/send", """{"type":"access","time":1605991375,"isKnown":"false","access":"Denied","username":"Unknown","uid":"UNPADDED","hostname":"rfid-auch"}""", "baadf00d" },
        { "condom", "wiegand-condom", "wiegand-condom/tag", "DASHED", "74-10-37-94" },
        { "eauze", "rfid-eauze", "tele/rfid-eauze/SENSOR", """{"Time":"2021-01-23T13:10:50","RC522":{"UID":"WHOLE","Data":"","Type":"MIFARE 1KB"}}""", "BA839D07" },
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_badge_at_another_makers_reader_opens_the_door(string site, string device, string topic, string payload, string stranger)
    {
        await using var network = await DoorNetwork.Start();
        await HasItsSnapshot(network, site);
        await using var door = await network.Commands(site);
        var booked = await network.Must(201, HttpMethod.Post, "bookings", DoorNetwork.Anne, new { site, kind = "desk", day = "2026-11-23", part = "morning" });
        var reader = new MosquittoClients(network.Broker, "311", "-u", device, "-P", "demo");

        Assert.Equal(0, (await reader.Publish("-t", topic, "-m", Written(payload, DoorNetwork.AnnesBadge))).ExitCode);
        Assert.Equal("unlock", (await DoorNetwork.Command(door)).GetProperty("op").GetString());
        await network.Until(
            async () => (await network.Must(200, HttpMethod.Get, $"bookings/{booked.Id}", DoorNetwork.Anne)).Text("status") == "checked-in",
            "The arrival did not check the booking in.");

        Assert.Equal(0, (await reader.Publish("-t", topic, "-m", Written(payload, stranger))).ExitCode);
        Assert.Equal("unknown-credential", (await DoorNetwork.Command(door)).GetProperty("deny").GetString());
        await network.Until(async () => (await Log(network, site)).Contains("unknown-credential"), "The log does not tell of the stranger.");
    }

    /// <summary>A door is told its mode when its gateway has the first snapshot; what was booked since, the gateway asks the hub.</summary>
    private static async Task HasItsSnapshot(DoorNetwork network, string site)
    {
        await using var mode = await new MosquittoClients(network.Broker, "5", "-u", "observer", "-P", "demo").Subscribe("-t", $"sohosolo/1/{site}/door/main/mode", "-q", "1");
        await mode.Message();
    }

    private static async Task<IReadOnlyList<string>> Log(DoorNetwork network, string site)
    {
        var log = await network.Must(200, HttpMethod.Get, $"telecentres/{site}/doors/main/access-log", DoorNetwork.Chamber);
        return [.. log.Body.EnumerateArray().Select(entry => entry.GetProperty("reason").GetString()!)];
    }

    /// <summary>Each maker writes a card's bytes in its own way.</summary>
    private static string Written(string payload, string card)
    {
        var digits = card.Replace("-", "", StringComparison.Ordinal);
        var bytes = Convert.FromHexString(digits);
        return payload
            .Replace("UNPADDED", string.Concat(bytes.Select(one => one.ToString("x", CultureInfo.InvariantCulture))), StringComparison.Ordinal)
            .Replace("DASHED", string.Join('-', bytes.Select(one => one.ToString("X2", CultureInfo.InvariantCulture))), StringComparison.Ordinal)
            .Replace("WHOLE", digits, StringComparison.Ordinal);
    }
}
