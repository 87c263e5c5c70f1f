using System.Globalization;

namespace SohoSolo.Benchmarks.Loads.Mqtt;

/// <summary>Connections on which nothing is said, as of devices in a quiet night.</summary>
internal sealed class IdleClients : IDisposable
{
    /// <summary>For a CONNACK and a SUBACK: the clients' own memory is not what is measured.</summary>
    private const int BufferSize = 64;

    private readonly List<MqttConnection> connections = [];

    public IdleClients(int port, int count)
    {
        for (var number = 0; number < count; number++)
            connections.Add(MqttConnection.Open(port, Name(number), bufferSize: BufferSize));
    }

    /// <summary>Each to one topic of its own.</summary>
    public void Subscribe()
    {
        for (var number = 0; number < connections.Count; number++)
            connections[number].Subscribe($"bench/dev/{Name(number)}/cmd", qos: 1);
    }

    public void Dispose() => connections.ForEach(connection => connection.Dispose());

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"idle-{number:0000}");
}
