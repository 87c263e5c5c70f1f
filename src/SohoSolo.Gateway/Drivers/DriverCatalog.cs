using SohoSolo.Gateway.Drivers.ChirpStack;
using SohoSolo.Gateway.Drivers.Esphome;
using SohoSolo.Gateway.Drivers.EspRfid;
using SohoSolo.Gateway.Drivers.Shelly;
using SohoSolo.Gateway.Drivers.SohoSolo;
using SohoSolo.Gateway.Drivers.Tasmota;
using SohoSolo.Gateway.Drivers.TheThingsNetwork;
using SohoSolo.Gateway.Drivers.Zigbee2Mqtt;

namespace SohoSolo.Gateway.Drivers;

/// <summary>The families that are known. A new one is a folder beside this file and a line here.</summary>
public static class DriverCatalog
{
    public static readonly IReadOnlyList<IDriver> All =
    [
        new SohoSoloDriver(), new EspRfidDriver(), new EsphomeDriver(), new Zigbee2MqttDriver(), new TasmotaDriver(), new ShellyDriver(), new ChirpStackDriver(), new TheThingsNetworkDriver(),
    ];

    /// <summary>Null for a name that no driver has.</summary>
    public static IDriver? Find(string name) => All.FirstOrDefault(driver => driver.Name == name);

    /// <summary>What a device may do at a broker. A family that nobody knows says nothing and hears nothing.</summary>
    public static DeviceTopics TopicsOf(string driver, DeviceAddress device) => Find(driver)?.Topics(device) ?? new DeviceTopics([], []);
}
