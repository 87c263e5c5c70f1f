using System.Globalization;
using System.Text;
using SohoSolo.Benchmarks.Loads.Mqtt;

namespace SohoSolo.Benchmarks.Loads.Doors;

/// <summary>A reader as its site's gateway sees it (contract §3), without a clock of its own: what it says is said just now.</summary>
internal sealed class Reader : IDisposable
{
    private readonly MqttConnection connection;
    private readonly string topic;
    private readonly string boot = Guid.NewGuid().ToString("n")[..8];
    private readonly byte[] acknowledgement = new byte[MqttBytes.Acknowledgement];
    private long seq;
    private int lastId;

    public Reader(int lan, string site, MqttAccount account)
    {
        topic = $"sohosolo/1/{site}/dev/{account.User}/evt";
        connection = MqttConnection.Open(lan, account);
        connection.Subscribe($"sohosolo/1/{site}/dev/{account.User}/rcv", qos: 1);
    }

    /// <summary>A badge is held before it.</summary>
    public void Present(string badge) => Say($"\"k\":\"tag\",\"reader\":\"in\",\"cred\":{{\"kind\":\"mifare-uid\",\"v\":\"{badge}\"}}");

    /// <summary>Somebody inside wants to leave.</summary>
    public void Leave() => Say("\"k\":\"rex\"");

    /// <summary>A sensor notices somebody, or nobody any more.</summary>
    public void Notice(bool isThere) => Say(isThere ? "\"k\":\"occ\",\"v\":true" : "\"k\":\"occ\",\"v\":false");

    /// <summary>Waits until what was said is on the gateway's disk.</summary>
    public void IsKept()
    {
        while (true)
        {
            var packet = connection.Read();
            if (packet.Kind == MqttKind.Acknowledged)
                return;

            Confirm(packet);
        }
    }

    public void Dispose() => connection.Dispose();

    private void Say(string what)
    {
        lastId = (lastId % ushort.MaxValue) + 1;
        var payload = string.Create(CultureInfo.InvariantCulture, $"{{\"boot\":\"{boot}\",\"seq\":{++seq},\"clk\":\"unset\",\"age\":0,{what}}}");
        connection.Send(MqttBytes.Publish(topic, qos: 1, lastId, Encoding.UTF8.GetBytes(payload)));
    }

    private void Confirm(MqttPacket packet)
    {
        if (packet is not { Kind: MqttKind.Publish, Qos: 1 })
            return;

        MqttBytes.Acknowledge(acknowledgement, packet.Id);
        connection.Send(acknowledgement);
    }
}
