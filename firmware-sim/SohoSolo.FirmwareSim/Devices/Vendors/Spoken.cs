using System.Text;

namespace SohoSolo.FirmwareSim.Devices.Vendors;

/// <summary>What a device says in one step. Without a connection it speaks to nobody, and nothing is kept for later.</summary>
internal sealed class Spoken(bool isConnected)
{
    private readonly List<DeviceOutput> outputs = [];

    public IReadOnlyList<DeviceOutput> Outputs => outputs;

    public void Say(string topic, string text, bool isRetained = false) => Say(topic, Encoding.UTF8.GetBytes(text), isRetained);

    public void Say(string topic, byte[] payload, bool isRetained = false)
    {
        if (isConnected)
            outputs.Add(Board.Publish(topic, payload, isRetained));
    }
}
