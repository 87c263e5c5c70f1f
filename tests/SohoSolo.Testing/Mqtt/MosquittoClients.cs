namespace SohoSolo.Testing.Mqtt;

/// <summary>Mosquitto's own clients, in one protocol version, at one broker: <c>mosquitto_pub</c>, <c>mosquitto_sub</c>, <c>mosquitto_rr</c>.</summary>
/// <param name="Port">The broker's port on this machine.</param>
/// <param name="Version">311 or 5, as the clients' <c>-V</c> says it.</param>
/// <param name="Always">Arguments of every call: user and password, certificates.</param>
public sealed record MosquittoClients(int Port, string Version = "5", params string[] Always)
{
    /// <summary>Begins every line that is a message, so that it is not taken for the client's own talk.</summary>
    public const string Mark = "MESSAGE ";

    /// <summary>Publishes and waits for the end: exit 0 says that the exchange of the QoS was completed.</summary>
    public Task<ProgramResult> Publish(params string[] arguments) =>
        Shell.Run(MosquittoPrograms.Require("mosquitto_pub"), [.. Common, .. arguments]);

    /// <summary>
    /// A subscriber that prints <c>MESSAGE topic|qos|retain|payload</c>, or what else <paramref name="format"/> names, and its talk (-d).
    /// Returns when the broker has answered the SUBSCRIBE.
    /// </summary>
    public async Task<LineProcess> Subscribe(string[] arguments, string format = "%t|%q|%r|%p")
    {
        var subscriber = BeginSubscribe(arguments, format);
        try
        {
            await subscriber.Line(line => line.StartsWith("Subscribed (", StringComparison.Ordinal));
            return subscriber;
        }
        catch
        {
            await subscriber.DisposeAsync();
            throw;
        }
    }

    public Task<LineProcess> Subscribe(params string[] arguments) => Subscribe(arguments, "%t|%q|%r|%p");

    /// <summary>
    /// The same, without waiting for the SUBACK: for a subscription that will be refused. Into a pipe the client would keep its
    /// talk until a message comes; <c>stdbuf</c> makes it say each line at once.
    /// </summary>
    public LineProcess BeginSubscribe(string[] arguments, string format = "%t|%q|%r|%p") =>
        LineProcess.Start("stdbuf", ["-oL", MosquittoPrograms.Require("mosquitto_sub"), .. Common, "-d", "-F", Mark + format, .. arguments]);

    /// <summary>A request of which the answer is printed: <c>mosquitto_rr</c>, to its end.</summary>
    public Task<ProgramResult> Request(params string[] arguments) =>
        Shell.Run(MosquittoPrograms.Require("mosquitto_rr"), [.. Common, .. arguments]);

    /// <summary>A users file as our broker and Mosquitto read it, written by <c>mosquitto_passwd</c>.</summary>
    public static async Task WriteUsers(string file, params (string Name, string Password)[] users)
    {
        await File.WriteAllLinesAsync(file, users.Select(user => $"{user.Name}:{user.Password}"));
        var result = await Shell.Run(MosquittoPrograms.Require("mosquitto_passwd"), ["-U", file]);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"mosquitto_passwd failed: {result}");
    }

    private IEnumerable<string> Common => ["-h", "127.0.0.1", "-p", $"{Port}", "-V", Version, .. Always];
}

/// <summary>What a test reads from a subscriber.</summary>
public static class MessageLines
{
    /// <summary>The next message that the subscriber received, without its mark.</summary>
    public static async Task<string> Message(this LineProcess subscriber)
    {
        var line = await subscriber.Line(line => line.StartsWith(MosquittoClients.Mark, StringComparison.Ordinal));
        return line[MosquittoClients.Mark.Length..];
    }
}
