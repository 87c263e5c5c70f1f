namespace SohoSolo.Hub.Reports;

internal static class ReportRoutes
{
    public static IServiceCollection AddReports(this IServiceCollection services, bool runJobs)
    {
        services.AddSingleton<PersonNumbers>().AddSingleton<MonthBook>().AddSingleton<RunningUse>().AddSingleton<ReportReading>().AddSingleton<MonthFreezing>();
        services.AddSingleton<UsageReports>().AddSingleton<ReportsApi>();
        if (runJobs)
            services.AddHostedService(provider => provider.GetRequiredService<MonthFreezing>());

        return services;
    }
}
