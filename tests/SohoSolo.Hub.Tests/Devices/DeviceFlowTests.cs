using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core.Presence;
using SohoSolo.Gateway.Wire;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Hub.Tests.Ingest;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Devices;

public sealed class DeviceFlowTests
{
    private const string Devices = "telecentres/nogaro/devices";

    private static readonly object Sensor = new { id = "nogaro-desk-2-pir", driver = "zigbee2mqtt", role = "presence", space = "nogaro-desk-2" };

    public static TheoryData<string> Both => Engines.Both;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Both))]
    public Task A_device_is_added_with_a_password_that_is_told_once(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        var added = (await keeper.Post(Devices, Sensor, "key")).Must(201);
        var again = (await keeper.Post(Devices, Sensor, "key")).Must(201);

        Assert.True(again.Replayed);
        Assert.Equal(("", "/api/v1/telecentres/nogaro/devices/nogaro-desk-2-pir"), (again.Word("password"), added.Location));
        var kept = await hub.App.Services.GetRequiredService<StoreQueries>().Device(added.Id, Stop);
        Assert.Equal(DeviceWords.Hash(added.Id, added.Word("password")), kept!.PasswordHash);
        var list = (await keeper.Get(Devices)).Must(200);
        Assert.Equal(["nogaro-desk-1-pir", "nogaro-desk-2-pir", "nogaro-reader-main"], list.Each("id"));
        Assert.DoesNotContain("password", list.Text, StringComparison.Ordinal);
        (await keeper.Post(Devices, Sensor)).Must(422, "device-exists");
    });

    [Theory, MemberData(nameof(Both))]
    public Task A_sensor_says_how_it_notices_people_and_how_often_it_reports(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        var radar = (await keeper.Post(Devices, new { driver = "zigbee2mqtt", role = "presence", space = "nogaro-desk-2", sensor = "mmwave", reportMinutes = 30 })).Must(201);
        var pir = (await keeper.Post(Devices, Sensor)).Must(201);
        var counter = (await keeper.Post(Devices, new { driver = "chirpstack", role = "counter", space = "nogaro-room-1" })).Must(201);
        var reader = (await keeper.Post(Devices, new { driver = "sohosolo", role = "reader", door = "main" })).Must(201);

        Assert.Equal(["mmwave", "pir", "counter", ""], new[] { radar, pir, counter, reader }.Select(device => device.Word("sensor")));
        var page = (await keeper.Get($"{Devices}/{radar.Id}")).Must(200);
        Assert.Equal((radar.Id, "mmwave", 30), (page.Id, page.Word("sensor"), page.Json.GetProperty("reportMinutes").GetInt32()));
        Assert.Empty(page.Each("at", "says").Concat(page.Each("at", "quarantine")));
        var kept = await hub.App.Services.GetRequiredService<StoreQueries>().Device(radar.Id, Stop);
        Assert.Equal((SensorKind.Mmwave, TimeSpan.FromMinutes(30)), (kept!.Sensor!.Value, kept.ReportsEvery!.Value));
    });

    [Theory, MemberData(nameof(Both))]
    public async Task Its_page_tells_what_a_device_said_and_what_of_it_nobody_could_read(string engine)
    {
        await using var hub = await SensedSite.Start(engine);
        await hub.MustApply(
            1,
            hub.Goes(SensedSite.Pir, online: true),
            hub.Notices(SensedSite.Pir),
            hub.Happened(EventKinds.Quarantine) with { Device = SensedSite.Pir, Reason = "no-json", Message = "zigbee2mqtt/pir" },
            hub.LetIn("anne"));
        var keeper = hub.As("keeper-nogaro");

        var page = (await keeper.Get($"{Devices}/{SensedSite.Pir}")).Must(200);
        Assert.Equal(["occ", "online"], page.Each("kind", "says"));
        Assert.Equal([("zigbee2mqtt/pir", "no-json", "2026-11-23T07:55:00Z")], page.Each("topic", "quarantine").Zip(page.Each("why", "quarantine"), page.Each("at", "quarantine")));
        Assert.Equal(("2026-11-23T07:55:00Z", "2026-11-23T07:55:00Z", "true"), (page.Word("heardSince"), page.Word("lastNoticed"), page.Json.GetProperty("online").GetRawText()));
        Assert.Empty((await keeper.Get($"{Devices}/nogaro-reader-main")).Must(200).Each("kind", "says"));
        (await keeper.Get($"{Devices}/auch-reader-main")).Must(404, "not-found");
        Assert.DoesNotContain("quarantine", (await keeper.Get(Devices)).Must(200).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public Task A_device_that_is_taken_out_is_gone_and_its_id_stays_taken(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var keeper = hub.As("keeper-nogaro");
        (await hub.As("keeper-auch").Delete($"{Devices}/nogaro-desk-1-pir")).Must(403, "not-allowed");
        (await keeper.Delete($"{Devices}/auch-reader-main")).Must(404, "not-found");
        (await keeper.Delete($"{Devices}/nogaro-desk-1-pir")).Must(204);
        (await keeper.Delete($"{Devices}/nogaro-desk-1-pir")).Must(404, "not-found");

        Assert.Equal(["nogaro-reader-main"], (await keeper.Get(Devices)).Each("id"));
        (await keeper.Post(Devices, new { id = "nogaro-desk-1-pir", driver = "sohosolo", role = "presence", space = "nogaro-desk-1" })).Must(422, "device-exists");
    });

    [Theory, MemberData(nameof(Both))]
    public Task Without_an_id_one_is_made_and_a_reader_that_left_takes_no_badges(string engine) => RunningHub.Walk(engine, async hub =>
    {
        var added = (await hub.As("keeper-nogaro").Post(Devices, new { driver = "esp-rfid", role = "reader", door = "main" })).Must(201);
        Assert.StartsWith("nogaro-reader-", added.Id, StringComparison.Ordinal);
        (await hub.As("anne").Post("me/credentials", new { kind = "mifare-uid", reader = added.Id })).Must(202);

        (await hub.As("keeper-nogaro").Delete($"{Devices}/{added.Id}")).Must(204);

        (await hub.As("bruno").Post("me/credentials", new { kind = "mifare-uid", reader = added.Id })).Must(422, "unknown-reader");
    });

    [Theory]
    [InlineData("nogaro-desk-1-pir", true)]
    [InlineData("ab", false)]
    [InlineData("gw-nogaro", false)]
    [InlineData("observer", false)]
    [InlineData("Reader", false)]
    [InlineData("a/b", false)]
    [InlineData("a+b", false)]
    [InlineData("-reader", false)]
    [InlineData("reader\n", false)]
    [InlineData("sohosolo", false)]
    [InlineData("zigbee2mqtt", false)]
    [InlineData("shellies", false)]
    [InlineData("sohosolo-2", true)]
    public void An_id_is_a_plain_word_that_no_gateway_has(string id, bool good) => Assert.Equal(good, DeviceWords.IsId(id));
}
