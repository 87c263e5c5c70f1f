using System.Globalization;
using System.Text;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Books over HTTP, with a token, JSON in and JSON out.</summary>
internal sealed class HttpBooker(Uri hub, Slots slots) : IWorker
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly LeanClient client = new(hub);

    public string LastRefusal => client.Answer;

    public bool Once()
    {
        Span<byte> request = stackalloc byte[512];
        return client.Ask(request[..Write(request, slots.Next())]) == 201;
    }

    public void Dispose() => client.Dispose();

    private static int Write(Span<byte> request, Slot slot)
    {
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"space":"{{slot.Space}}","start":"{{slot.Start.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}}","end":"{{slot.End.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}}"}""");
        var text = $"POST /api/v1/bookings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {slot.Token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        return Encoding.ASCII.GetBytes(text, request);
    }
}
