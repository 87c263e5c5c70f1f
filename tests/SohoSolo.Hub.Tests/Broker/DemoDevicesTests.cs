using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Hub.Broker;
using SohoSolo.Hub.Tests.Api;
using Xunit;

namespace SohoSolo.Hub.Tests.Broker;

public sealed class DemoDevicesTests(DemoHub hub)
{
    [Theory]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/dev/nogaro-reader-main/evt")]
    [InlineData("nogaro-desk-1-pir", "sohosolo/1/nogaro/dev/nogaro-desk-1-pir/state")]
    [InlineData("rfid-auch", "/rfid-auch/send")]
    [InlineData("wiegand-condom", "wiegand-condom/tag")]
    [InlineData("rfid-eauze", "tele/rfid-eauze/SENSOR")]
    [InlineData("zigbee2mqtt", "zigbee2mqtt/samatan-desk-1")]
    [InlineData("samatan-desk-1", "zigbee2mqtt/samatan-desk-1/availability")]
    [InlineData("chirpstack", "application/17c8/device/24e124535b316056/event/up")]
    public void A_device_writes_its_own_topics(string id, string topic) => Assert.True(Rights(id).MayPublish(topic));

    [Theory]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/dev/nogaro-desk-1-pir/evt")]
    [InlineData("nogaro-reader-main", "sohosolo/1/auch/dev/nogaro-reader-main/evt")]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/door/main/cmd")]
    [InlineData("nogaro-desk-1-pir", "sohosolo/1/nogaro/space/nogaro-desk-1/occ")]
    [InlineData("rfid-auch", "rfid-auch/send")]
    [InlineData("samatan-desk-1", "zigbee2mqtt/samatan-desk-2")]
    [InlineData("zigbee2mqtt", "zigbee2mqtt/lock/set")]
    [InlineData("chirpstack", "zigbee2mqtt/samatan-desk-1")]
    [InlineData("observer", "sohosolo/1/nogaro/door/main/cmd")]
    public void And_no_others(string id, string topic) => Assert.False(Rights(id).MayPublish(topic));

    [Fact]
    public void A_device_leaves_only_its_state_behind()
    {
        var rights = Rights("nogaro-reader-main");
        Assert.True(rights.MayPublish("sohosolo/1/nogaro/dev/nogaro-reader-main/state", retain: true));
        Assert.False(rights.MayPublish("sohosolo/1/nogaro/dev/nogaro-reader-main/evt", retain: true));
    }

    [Fact]
    public void Nothing_is_kept_for_who_only_looks_on() => Assert.Equal(0u, DeviceRights.GuestLimits.MaximumSessionExpiryInterval);

    [Theory]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/dev/nogaro-reader-main/rcv")]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/door/main/cmd")]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/door/main/mode")]
    [InlineData("nogaro-desk-1-pir", "sohosolo/1/nogaro/dev/nogaro-desk-1-pir/rcv")]
    [InlineData("rfid-auch", "/rfid-auch/cmd")]
    [InlineData("rfid-eauze", "cmnd/rfid-eauze/#")]
    [InlineData("observer", "sohosolo/1/#")]
    [InlineData("observer", "sohosolo/1/+/door/+/cmd")]
    public void A_device_reads_what_is_addressed_to_it(string id, string filter) => Assert.True(Rights(id).MaySubscribe(filter));

    [Theory]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/#")]
    [InlineData("nogaro-reader-main", "sohosolo/1/nogaro/door/+/cmd")]
    [InlineData("nogaro-reader-main", "sohosolo/1/auch/door/main/cmd")]
    [InlineData("nogaro-desk-1-pir", "sohosolo/1/nogaro/door/main/cmd")]
    [InlineData("observer", "#")]
    [InlineData("observer", "zigbee2mqtt/#")]
    [InlineData("rfid-eauze", "cmnd/#")]
    public void And_nothing_else(string id, string filter) => Assert.False(Rights(id).MaySubscribe(filter));

    [Theory]
    [InlineData("nowhere-reader-main")]
    [InlineData("-reader-main")]
    [InlineData("nogaro-desk-99-pir")]
    [InlineData("nogaro-office-1-pir")]
    [InlineData("nogaro-desk-1")]
    [InlineData("")]
    [InlineData("+-reader-main")]
    public void A_name_of_no_device_is_nobodys(string id) => Assert.Null(Find(id));

    [Fact]
    public void A_devices_limits_are_those_of_the_contract() =>
        Assert.Equal((16 * 1024, 20, 60), (DeviceRights.Limits.MaximumPacketSize, DeviceRights.Limits.MessagesPerSecond, DeviceRights.Limits.Burst));

    private DeviceRights Rights(string id) => Find(id) ?? throw new InvalidOperationException($"{id} is not known.");

    private DeviceRights? Find(string id) => hub.Services.GetRequiredService<SiteBook>().Device(id) is { } device ? DeviceRights.Of(device) : DemoDevices.Find(id);
}
