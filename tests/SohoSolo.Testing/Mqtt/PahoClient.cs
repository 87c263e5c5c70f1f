using System.Text.Json;
using System.Text.Json.Nodes;

namespace SohoSolo.Testing.Mqtt;

/// <summary>How Paho's client connects.</summary>
public sealed record PahoOptions(int Port, string ClientId)
{
    /// <summary>4 is MQTT 3.1.1, 5 is 5.0.</summary>
    public int Version { get; init; } = 5;

    /// <summary>Else the session outlives the connection.</summary>
    public bool Clean { get; init; } = true;

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? Authority { get; init; }

    public string? Certificate { get; init; }

    public string? Key { get; init; }

    public PahoWill? Will { get; init; }
}

/// <summary>The message that the broker sends when the client is lost.</summary>
public sealed record PahoWill(string Topic, string Payload, int Qos = 1, bool Retain = false);

/// <summary>A message as Paho's client received it.</summary>
public sealed record PahoMessage(string Topic, string Payload, int Qos, bool Retain, JsonObject Properties);

/// <summary>
/// A second independent client: Eclipse Paho for Python, of Debian's package, in a process of its own. Besides what a test
/// asks for, it answers every QoS 1 and 2 exchange by itself.
/// </summary>
public sealed class PahoClient : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "SohoSolo.Testing", "Mqtt", "paho_client.py");
    private static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<Task<bool>> IsThere = new(Look);

    private readonly LineProcess process;

    private PahoClient(LineProcess process) => this.process = process;

    /// <summary>The answer to its CONNECT: 0 or a reason.</summary>
    public int ConnectCode { get; private set; }

    public bool IsSessionPresent { get; private set; }

    /// <summary>Returns when the broker has answered, whatever it said. Without Paho the test is skipped at a desk and fails in CI.</summary>
    public static async Task<PahoClient> Connect(PahoOptions options)
    {
        if (!await IsThere.Value)
            throw new MissingPartException("python3-paho-mqtt is not installed, and this test needs it; tests/run.sh installs it when it may.");

        var client = new PahoClient(LineProcess.Start(Python, [Script]));
        try
        {
            await client.process.Say(JsonSerializer.Serialize(options, Names));
            var answer = await client.Event("connected");
            client.ConnectCode = (int)answer["code"]!;
            client.IsSessionPresent = (bool)answer["session"]!;
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Subscribes, and returns the code that the SUBACK gave.</summary>
    public async Task<int> Subscribe(string filter, int qos = 0, int? identifier = null)
    {
        await Do(new JsonObject { ["do"] = "subscribe", ["filter"] = filter, ["qos"] = qos, ["identifier"] = identifier });
        return (int)(await Event("subscribed"))["codes"]![0]!;
    }

    public async Task Unsubscribe(string filter)
    {
        await Do(new JsonObject { ["do"] = "unsubscribe", ["filter"] = filter });
        await Event("unsubscribed");
    }

    /// <summary>Returns when the exchange of the QoS is completed. Properties by Paho's names: <c>ContentType</c>, <c>UserProperty</c> as pairs …</summary>
    public async Task Publish(string topic, string payload, int qos = 0, bool retain = false, JsonObject? properties = null)
    {
        await Do(new JsonObject
        {
            ["do"] = "publish",
            ["topic"] = topic,
            ["payload"] = payload,
            ["qos"] = qos,
            ["retain"] = retain,
            ["with_properties"] = properties,
        });
        await Event("published");
    }

    /// <summary>The next message, in the order in which they came.</summary>
    public async Task<PahoMessage> Message() => (await Event("message")).Deserialize<PahoMessage>(Names)!;

    /// <summary>A clean end.</summary>
    public async Task Disconnect()
    {
        await Do(new JsonObject { ["do"] = "disconnect" });
        await Event("disconnected");
    }

    /// <summary>The process is killed: no DISCONNECT, so its will is due.</summary>
    public void Kill9() => process.Kill9();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private Task Do(JsonObject order) => process.Say(order.ToJsonString());

    private async Task<JsonObject> Event(string name)
    {
        var start = $$"""{"event": "{{name}}",""";
        return JsonNode.Parse(await process.Line(line => line.StartsWith(start, StringComparison.Ordinal)))!.AsObject();
    }

    private static async Task<bool> Look() =>
        File.Exists(Python) && (await Shell.Run(Python, ["-c", "import paho.mqtt.client"])).ExitCode == 0;
}
