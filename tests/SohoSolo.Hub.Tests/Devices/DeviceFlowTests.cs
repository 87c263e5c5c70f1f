using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Devices;
using SohoSolo.Hub.Tests.Hubs;
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
