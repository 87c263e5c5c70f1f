using System.Diagnostics.Metrics;
using SohoSolo.Mqtt.Broker;
using SohoSolo.Testing.Mqtt;

namespace SohoSolo.Mqtt.Tests.Broker;

/// <summary>The meter is the process's, and a broker that another test ends takes its figures along: this one runs alone.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
[Collection(Alone)]
public sealed class MeterTests
{
    private const string Alone = "alone";

    [Fact]
    public async Task The_figures_are_instruments_of_a_meter()
    {
        await using var broker = await OwnBroker.Start();
        var before = Figures();
        await using var peer = await broker.Connect("x");
        await peer.Subscribe("t", 1);
        await peer.PublishAndWait(new PeerMessage("elsewhere", "") { Qos = 1 });
        await peer.SendBytes(new byte[] { 0, 0 });
        await peer.UntilClosed();
        await broker.Notes.Next<(string, ReasonCode)>();
        var after = Figures();
        Assert.True(after["mqtt_messages_received_total qos=1"] > before["mqtt_messages_received_total qos=1"]);
        Assert.True(after["mqtt_bytes_received_total"] > before["mqtt_bytes_received_total"]);
        Assert.True(after["mqtt_refused_total what=Connection reason=MalformedPacket"] > before.GetValueOrDefault("mqtt_refused_total what=Connection reason=MalformedPacket"));
        Assert.Contains("mqtt_connections", after.Keys);
    }

    private static Dictionary<string, long> Figures()
    {
        var figures = new Dictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = Follow };
        void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]);
            figures[name] = figures.GetValueOrDefault(name) + value;
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private static void Follow(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == MqttBroker.MeterName)
            listener.EnableMeasurementEvents(instrument);
    }
}
