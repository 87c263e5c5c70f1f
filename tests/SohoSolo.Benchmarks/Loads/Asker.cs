using System.Globalization;
using System.Text;
using SohoSolo.Benchmarks.Measuring;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Asks over HTTP which spaces are free in a morning, one day after the other.</summary>
internal sealed class Asker : IWorker
{
    private readonly LeanClient client;
    private readonly byte[][] requests;
    private int next;

    public Asker(Uri hub, string path, DateTimeOffset firstDay, int days)
    {
        client = new LeanClient(hub);
        requests = [.. Enumerable.Range(0, days).Select(day => Request(path, firstDay.AddDays(day)))];
    }

    public string LastRefusal => client.Answer;

    public bool Once() => client.Ask(requests[next++ % requests.Length]) == 200;

    public void Dispose() => client.Dispose();

    private static byte[] Request(string path, DateTimeOffset day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Encoding.ASCII.GetBytes(
            $"GET /api/v1/{path}?from={date}T09:00&to={date}T12:00&kind=desk HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer demo-member-001\r\n\r\n");
    }
}
