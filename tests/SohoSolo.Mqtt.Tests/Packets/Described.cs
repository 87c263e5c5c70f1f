using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace SohoSolo.Mqtt.Tests.Packets;

/// <summary>Everything that a packet says, as text: two packets are the same when they are described alike, wherever their bytes lie.</summary>
internal static class Described
{
    public static string Of(object? value) => value switch
    {
        null => "none",
        string text => $"'{text}'",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        ReadOnlySequence<byte> bytes => Convert.ToHexString(bytes.ToArray()),
        ReadOnlyMemory<uint> numbers => Of(numbers.ToArray()),
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Of))}]",
        IFormattable simple when value.GetType() is { IsPrimitive: true } or { IsEnum: true } => simple.ToString(null, CultureInfo.InvariantCulture),
        bool yes => yes ? "yes" : "no",
        _ => Members(value),
    };

    private static string Members(object value)
    {
        var text = new StringBuilder(value.GetType().Name).Append('(');
        foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0).OrderBy(property => property.Name, StringComparer.Ordinal))
            text.Append(property.Name).Append('=').Append(Of(property.GetValue(value))).Append(' ');

        return text.Append(')').ToString();
    }
}
