using System.IO.Pipelines;
using SohoSolo.Mqtt.Broker;

namespace SohoSolo.Hub.Broker;

/// <summary>
/// One client of each version goes through its whole life with a broker of its own, before the real one listens: else the first clients of a fresh process would wait for the compiler, some of them
/// longer than they have patience for a CONNACK.
/// </summary>
internal static class Rehearsal
{
    /// <summary>CONNECT, SUBSCRIBE at QoS 2, PUBLISH at each QoS, the acknowledgements of both sides, UNSUBSCRIBE, PINGREQ, DISCONNECT.</summary>
    private static readonly byte[] Version311 = Convert.FromHexString(
        "100D00044D51545404" + "02003C000161" + "82060001000161" + "02" + "3004000161" + "78" + "3206000161000278" + "3406000161000378" + "62020003"
        + "40020001" + "50020002" + "70020002" + "A2050004000161" + "C000" + "E000");

    private static readonly byte[] Version5 = Convert.FromHexString(
        "100E00044D51545405" + "02003C00000161" + "8207000100000161" + "02" + "30050001610078" + "320700016100020078" + "340700016100030078" + "62020003"
        + "40020001" + "50020002" + "70020002" + "A206000400000161" + "C000" + "E000");

    public static async Task Run(CancellationToken stop)
    {
        await using var broker = await MqttBroker.Start(new BrokerOptions(), stop: stop);
        foreach (var life in new[] { Version311, Version5 })
        {
            var (there, back) = (new Pipe(), new Pipe());
            await there.Writer.WriteAsync(life, stop);
            await there.Writer.CompleteAsync();
            await broker.Serve(new PipeEnds(there.Reader, back.Writer), stop);
            await back.Reader.CompleteAsync();
        }
    }
}
