import { createRouter, createWebHashHistory } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    /** Reachable without logging in. */
    open?: boolean
  }
}

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', alias: '/login', component: () => import('./shell/HomePage.vue') },
    { path: '/welcome', component: () => import('./setup/WelcomePage.vue'), meta: { open: true, title: '首次设置' } },
    { path: '/login-problem', component: () => import('./shell/LoginProblemPage.vue'), meta: { open: true, title: '没有登录成功' } },
    { path: '/logged-in', component: () => import('./shell/LoggedInPage.vue'), meta: { title: '已登录' } },
    { path: '/setup/:step?', component: () => import('./setup/SetupPage.vue'), props: true, meta: { title: '开始使用' } },
    { path: '/t/:number', redirect: (to) => `/desk/all/${encodeURIComponent(String(to.params.number))}` },
    { path: '/desk/:queue?/:number?', component: () => import('./desk/DeskPage.vue'), props: true, meta: { title: '工作台' } },
    { path: '/dashboard', component: () => import('./dashboard/DashboardPage.vue'), meta: { title: '数据看板' } },
    { path: '/dashboard/report/:month?', component: () => import('./dashboard/ReportPage.vue'), props: true, meta: { title: '月度通报' } },
    { path: '/dashboard/tickets', component: () => import('./dashboard/SelectedPage.vue'), meta: { title: '数据明细' } },
    { path: '/filing', component: () => import('./filing/FilingPage.vue'), meta: { title: '代为登记' } },
    { path: '/upstream/:account?', component: () => import('./upstream/UpstreamPage.vue'), props: true, meta: { title: '转办' } },
    { path: '/digest', component: () => import('./digest/DigestPage.vue'), meta: { title: '今日待办' } },
    { path: '/duty', component: () => import('./duty/DutyPage.vue'), meta: { title: '值班表' } },
    { path: '/account', component: () => import('./account/AccountPage.vue'), meta: { title: '我的账号' } },
    { path: '/admin/:page?', component: () => import('./admin/AdminPage.vue'), props: true, meta: { title: '管理' } },
    { path: '/:rest(.*)*', component: () => import('./shell/LostPage.vue'), meta: { title: '没有这个页面' } },
  ],
})

router.afterEach((to) => {
  document.title = `${to.meta.title ?? '工作台'} · 回应`
})
