using SohoSolo.Core.Access;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Demo;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Demo;

public sealed class DemoHardwareTests
{
    private static readonly ReferenceData Data = ReferenceData.Read(ReferenceData.Folder);
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 7, 55, 0, TimeSpan.Zero);
    private static readonly SeedData Network = DemoSeed.Plan(Data, DemoProfile.Network, Monday);

    [Theory]
    [InlineData("Network")]
    [InlineData("Bench")]
    public void Every_site_has_its_door_with_our_reader_and_a_motion_sensor_at_each_desk(string profile)
    {
        var plan = DemoSeed.Plan(Data, Enum.Parse<DemoProfile>(profile), Monday);

        Assert.All(plan.Sites, site =>
        {
            var door = Assert.Single(plan.Doors, door => door.Site == site.Id);
            Assert.Equal(("main", true, true), (door.Id, door.HasRequestToExit, door.HasContact));
            var reader = Assert.Single(plan.Devices, device => device.Id == $"{site.Id}-reader-main");
            Assert.Equal((site.Id, "sohosolo", "door-controller", "main"), (reader.Site, reader.Driver, reader.Role, reader.Door));
        });
        Assert.All(plan.Sites.SelectMany(site => site.Spaces).Where(space => space.Kind == SpaceKind.Desk), desk =>
        {
            var sensor = Assert.Single(plan.Devices, device => device.Id == $"{desk.Id}-pir");
            Assert.Equal((desk.Site, "sohosolo", "presence", desk.Id, SensorKind.Pir), (sensor.Site, sensor.Driver, sensor.Role, sensor.Space, sensor.Sensor));
        });
    }

    [Fact]
    public void Five_sites_have_devices_of_other_makers_besides()
    {
        var others = Network.Devices.Where(device => device.Driver != "sohosolo").ToList();

        Assert.Equal(
            ["rfid-auch esp-rfid main", "rfid-eauze tasmota main", "wiegand-condom esphome main"],
            others.Where(device => device.Role == "reader").Select(device => $"{device.Id} {device.Driver} {device.Door}").Order(StringComparer.Ordinal));
        Assert.Equal(
            Enumerable.Range(1, 6).Select(n => $"samatan-desk-{n}"),
            others.Where(device => device is { Driver: "zigbee2mqtt", Role: "presence" }).Select(device => device.Id));
        Assert.All(others.Where(device => device is { Driver: "zigbee2mqtt", Role: "presence" }), device => Assert.Equal(device.Id, device.Space?.Value));
        var seat = Assert.Single(others, device => device is { Driver: "chirpstack", Role: "presence" });
        Assert.Equal(("24e124535b316056", "nogaro-desk-1", SensorKind.Seat), (seat.Id, seat.Space?.Value, seat.Sensor));
        Assert.Equal(["chirpstack nogaro", "zigbee2mqtt samatan"], others.Where(device => device.Role == "bridge").Select(device => $"{device.Id} {device.Site}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_devices_share_an_id_or_a_hash_and_every_password_is_the_known_one()
    {
        Assert.Distinct(Network.Devices.Select(device => device.Id));
        Assert.Distinct(Network.Devices.Select(device => device.PasswordHash));
        Assert.Equal("09965ae06f8bae75", DemoHardware.HashOf("nogaro-reader-main", "demo")[..16]);
        Assert.All(Network.Devices, device => Assert.Equal(DemoHardware.HashOf(device.Id, "demo"), device.PasswordHash));
    }

    [Fact]
    public void Badges_say_whose_they_are_and_no_two_members_have_one()
    {
        var badges = DemoBadges.All(Network.Members).ToDictionary(badge => badge.Member.Value);

        Assert.Equal("04D00000000007", badges["member-007"].Value);
        Assert.Equal("04D00000000400", badges["member-400"].Value);
        Assert.Equal("04D0000000A11E", badges["anne"].Value);
        Assert.Equal(("04D0000000EE00", "04D0000000EE01"), (badges["keeper-auch"].Value, badges["keeper-nogaro"].Value));
        Assert.Equal(409, badges.Values.Select(badge => badge.Value).Distinct().Count());
        Assert.All(badges.Values, badge => Assert.Equal(badge.Value, PresentedCredential.Read("mifare-uid", badge.Value)?.Value));
    }

    [Fact]
    public void Two_sites_take_walk_ins()
    {
        var policy = Assert.IsType<PolicyReading.Readable>(PolicyDocument.Read(1, Network.Policy!, [.. Network.Sites.Select(site => site.Id)])).Document;

        Assert.Equal(
            ["fleurance", "samatan"],
            Network.Sites.Where(site => policy.AccessFor(site.Id).WalkIns).Select(site => site.Id.Value).Order(StringComparer.Ordinal));
    }
}
