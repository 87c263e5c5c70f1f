using System.Globalization;
using System.Text;
using QRCoder;

namespace SohoSolo.Hub.Pages.Here;

/// <summary>A QR code as one path of an SVG picture, a unit for each module, with its quiet zone.</summary>
internal sealed record QrMark(int Size, string Path)
{
    public static QrMark Of(string text)
    {
        // A quarter may be scratched off a table and it is still read.
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix[y].Count; x++)
            {
                if (code.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new QrMark(code.ModuleMatrix.Count, path.ToString());
    }
}
