using System.Reflection;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>Every type that an assembly shows to others, with the member that shows it.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<(string Where, Type Shown)> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from shown in OfType(type)
        from part in Parts(shown.Shown)
        select (shown.Where, part);

    private static IEnumerable<(string Where, Type Shown)> OfType(Type type)
    {
        var inherited = type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(shown => (type.FullName!, shown));
        return inherited.Concat(
            from member in type.GetMembers(Declared)
            from shown in OfMember(member)
            select ($"{type.FullName}.{member.Name}", shown));
    }

    private static IEnumerable<Type> OfMember(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true } field => [field.FieldType],
        FieldInfo { IsFamily: true } field => [field.FieldType],
        MethodInfo { IsPublic: true } method => [method.ReturnType, .. Takes(method)],
        MethodInfo { IsFamily: true } method => [method.ReturnType, .. Takes(method)],
        ConstructorInfo { IsPublic: true } made => Takes(made),
        _ => [],
    };

    private static IEnumerable<Type> Takes(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    /// <summary>A list of bookings shows the list and the booking.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);

        return type.IsConstructedGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }
}
